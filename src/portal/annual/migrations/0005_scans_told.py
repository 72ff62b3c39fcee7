"""Files received before that are scans say so from now on; until then that was read out of the reader's sentence."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: How the sentence told how the words of a scan are recognised.
_SAID = "--ocr"


def tell(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for kept in apps.get_model("annual", "ReceivedReport").objects.filter(document_type="unreadable").exclude(file=""):
        if _SAID in str(kept.findings):
            kept.findings = [one | {"in_pictures": True} for one in kept.findings]
            kept.save(update_fields=["findings"])


class Migration(migrations.Migration):
    dependencies = [
        ("annual", "0004_rules_of_findings"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
