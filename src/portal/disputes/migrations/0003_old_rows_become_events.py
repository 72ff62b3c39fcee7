"""A dispute that was entered as a row of days gets the events that the row tells of."""

from django.db import migrations

#: The row said only the column of table four; the note asks the clerk to look the decision up.
_ENDINGS = {
    "reconsideration": {"upheld": "upheld", "corrected": "annulled", "other": "ended"},
    "litigation": {"upheld": "claims_rejected", "corrected": "annulled", "other": "withdrawn"},
}
_NOTE = "由旧登记转入：旧登记没有写明审理结果的法定名称和收到文书的日期，请对照文书核对，不符的更正后重新登记。"


def forwards(apps, schema_editor):  # noqa: ARG001 - Django's signature
    dispute_model, event_model = apps.get_model("disputes", "Dispute"), apps.get_model("disputes", "DisputeEvent")
    for dispute in dispute_model.objects.order_by("pk"):
        if event_model.objects.filter(dispute=dispute).exists():
            continue
        filed = dispute.filed_on.isoformat()
        first = {"event": "copy_received", "on": filed, "accepted_on": filed, "procedure": "ordinary"}
        event_model.objects.create(dispute=dispute, sequence=1, kind="copy_received", on=dispute.filed_on, payload=first)
        if dispute.closed_on and dispute.outcome:
            forum = "reconsideration" if dispute.kind == "reconsideration" else "litigation"
            closed = dispute.closed_on.isoformat()
            ending = _ENDINGS[forum][dispute.outcome]
            payload = {"event": "decided", "on": closed, "ending": ending, "received_on": closed, "redo": False, "redo_by": None}
            event_model.objects.create(
                dispute=dispute, sequence=2, kind="decided", on=dispute.closed_on, payload=payload, note=_NOTE
            )
            dispute.stage = "decided"
        else:
            dispute.stage = "pending"
        dispute.save(update_fields=["stage"])


class Migration(migrations.Migration):
    dependencies = [("disputes", "0002_events")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
