"""A key for each case, kept in a row of its own, and marks by which cases alike are found."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import portal.applications.sealing.fields
import portal.applications.sealing.keys

_TEXTS = {
    "application": {
        "name": ("姓名或者名称", False), "identity_number": ("证件号码", True), "contact_person": ("联系人", True),
        "agent": ("代理人", True), "phone": ("联系电话", True), "address": ("通信地址", True), "postcode": ("邮政编码", True),
        "email": ("电子邮箱", True), "asked": ("所需信息的名称", False), "asked_number": ("文号", True),
        "description": ("其他特征性描述", True),
    },
    "applicationevent": {"note": ("说明", True)},
    "attachment": {"title": ("名称", False)},
    "letter": {
        "content": ("正文", True), "basis": ("起草内容", True), "edits": ("修改", True), "drawn": ("起草时的内容", True),
        "opinion": ("退回意见", True),
    },
}  # fmt: skip


def _altered(model, name, words, blank):
    field = portal.applications.sealing.fields.CaseTextField(blank=blank, verbose_name=words)
    return migrations.AlterField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_letters")]

    operations = [
        migrations.CreateModel(
            name="CaseKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("wrapped", models.TextField(blank=True, default=portal.applications.sealing.keys._fresh)),
                ("destroyed_at", models.DateTimeField(null=True, verbose_name="销毁时间")),
            ],
            options={"verbose_name": "案件密钥", "verbose_name_plural": "案件密钥"},
        ),
        migrations.CreateModel(
            name="StoredKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=20, unique=True)),
                ("wrapped", models.TextField()),
            ],
            options={"verbose_name": "系统密钥", "verbose_name_plural": "系统密钥"},
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("value", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="applications.application"
                    ),
                ),
            ],
            options={"verbose_name": "比对标记", "verbose_name_plural": "比对标记"},
        ),
        migrations.AddIndex(model_name="mark", index=models.Index(fields=["kind", "value"], name="applications_by_mark")),
        migrations.AddField(
            model_name="application",
            name="case_key",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="application",
                to="applications.casekey",
            ),
        ),
        migrations.AddField(
            model_name="applicationevent",
            name="words",
            field=portal.applications.sealing.fields.CaseTextField(blank=True, default=""),
        ),
        # The columns stay as they are; what stands in them is read in either form until the next migration.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                _altered(model, name, words, blank) for model, texts in _TEXTS.items() for name, (words, blank) in texts.items()
            ]
        ),
    ]
