"""No case without a key."""

import django.db.models.deletion
from django.db import migrations, models

import portal.applications.sealing.fields


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_content_under_case_keys")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="case_key",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="application",
                to="applications.casekey",
            ),
        ),
        migrations.AlterField(
            model_name="applicationevent", name="words", field=portal.applications.sealing.fields.CaseTextField(blank=True)
        ),
    ]
