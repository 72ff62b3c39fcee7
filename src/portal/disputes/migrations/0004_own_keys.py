"""A dispute gets a key of its own; what somebody typed into its events is kept apart from what is counted."""

import django.db.models.deletion
from django.db import migrations, models

import portal.applications.sealing.fields
import portal.applications.sealing.models


class Migration(migrations.Migration):
    dependencies = [("disputes", "0003_old_rows_become_events"), ("applications", "0009_two_people_to_erase")]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="case_key",
            field=models.OneToOneField(
                null=True,
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="applications.casekey",
            ),
        ),
        migrations.AddField(
            model_name="disputeevent",
            name="words",
            field=portal.applications.sealing.fields.CaseTextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="dispute",
            name="party",
            field=portal.applications.sealing.fields.CaseTextField(blank=True, verbose_name="复议申请人或者原告"),
        ),
        migrations.AlterField(
            model_name="disputeevent",
            name="note",
            field=portal.applications.sealing.fields.CaseTextField(blank=True, verbose_name="说明"),
        ),
        migrations.AlterField(
            model_name="disputefile",
            name="title",
            field=portal.applications.sealing.fields.CaseTextField(verbose_name="名称"),
        ),
        migrations.AlterField(
            model_name="disputefile",
            name="file",
            field=models.FileField(upload_to=portal.applications.sealing.models.placed),
        ),
    ]
