"""Acts of one kind are found without reading the whole log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["action", "at"], name="audit_by_action")),
    ]
