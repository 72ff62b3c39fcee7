"""No dispute without a key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disputes", "0005_under_own_keys")]

    operations = [
        migrations.AlterField(
            model_name="dispute",
            name="case_key",
            field=models.OneToOneField(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="applications.casekey",
            ),
        ),
    ]
