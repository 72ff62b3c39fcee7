"""Whatever is held about people was decided upon: exported or left out for a reason, gone at erasure or kept for a reason.

A model or a column that nobody has decided upon fails here, as does one that does not do what was decided. Every column of text
of every model that hangs on a case is filled with a word of its own, so that it is found again wherever it comes out.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from applications_cast import ANSWERS, raw
from disclosure.records import Confirmed, ConsultationSent, CopyReceived, Decided, Transferred, Withdrawn
from portal.applicants.services import _mark
from portal.applications import services
from portal.applications.models import Application, ApplicationEvent
from portal.applications.privacy.erasing import ask, decide
from portal.applications.privacy.holding import held_about, held_in
from portal.applications.sealing.fields import CaseTextField, EncryptedTextField, KeyDestroyedError, Sealed, case_key_of
from portal.applications.sealing.models import OwnKey, SealedFile
from portal.disputes.models import Dispute, DisputeEvent
from portal.disputes.services import enter
from portal.disputes.services import record as record_in

DECIDED: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("held.yaml").read_text(encoding="utf-8"))
DAY = date(2021, 3, 3)
#: A character that no sealed text, key or hash can hold by chance: those are letters and digits of ASCII.
_RARE = "囍"
#: Kinds of event and of letter cannot be anything: these stay as they are.
_FIXED = {"applications.ApplicationEvent.kind", "disputes.DisputeEvent.kind", "applications.Letter.kind",
          "applications.Application.outcome", "applications.Mark.kind"}  # fmt: skip


def _models() -> set[type[models.Model]]:
    """Those that hang on something with a key of its own, however far, and those that seal anything."""
    ours = [each for each in apps.get_models() if each.__module__.startswith("portal.")]
    tied = {each for each in ours if issubclass(each, OwnKey)}
    grown = True
    while grown:
        more = {each for each in ours if any(field.related_model in tied for field in each._meta.concrete_fields)}
        grown = not more <= tied
        tied |= more
    sealing = (EncryptedTextField, CaseTextField, models.BinaryField)
    return tied | {each for each in ours if any(isinstance(field, sealing) for field in each._meta.concrete_fields)}


def _plain(model: type[models.Model]) -> set[str]:
    """The columns of text that no key of a case protects, but for those that hold a choice of a list."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return {
        field.name for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not isinstance(field, CaseTextField | models.FileField) and not field.choices
    }  # fmt: skip


def test_every_model_and_every_plain_column_was_decided_upon():
    found = {model._meta.label: _plain(model) for model in _models()}
    assert {label: set(each["plain"]) for label, each in DECIDED.items()} == found
    assert not [label for label, each in DECIDED.items() if ("export" in each) == ("left_out" in each)]


class Filled:
    """A row of every model, each column of text with a word of its own."""

    def __init__(self, town: Any, clerk: Any) -> None:
        self.clerk, self.words, self.rows = clerk, {}, {}
        case = services.submit(town, ANSWERS | {"agent": "林律师"}, files=[("证明.pdf", b"%PDF-1.4 x")]).application
        services.record(case, Withdrawn(DAY), clerk)
        own = enter(town, {"kind": "reconsideration", "organ": "县", "application": case}, CopyReceived(DAY), clerk)
        record_in(own, Decided(DAY, "upheld"), clerk)
        self.case, self.agency = case, town
        self.rows |= {Application: case, ApplicationEvent: case.events.first(), Dispute: own, DisputeEvent: own.events.first()}
        left = sorted((each for each in _models() if each not in self.rows), key=lambda each: each._meta.label)
        while left:
            ready = [each for each in left if not any(field.related_model in left for field in each._meta.concrete_fields
                                                      if field.related_model is not each)]  # fmt: skip
            for model in ready:
                self.rows[model] = self._made(model)
                left.remove(model)
        for row in self.rows.values():
            self._worded(row)

    def _made(self, model: type[models.Model]) -> models.Model:
        given = {field.name: self._value(model, field) for field in model._meta.concrete_fields if not field.primary_key}
        row = model(**{name: value for name, value in given.items() if value is not None})
        if isinstance(row, SealedFile):
            row.put("甲.pdf", b"%PDF-1.4")
        row.save()
        return row

    def _value(self, model: type[models.Model], field: Any) -> Any:
        if field.is_relation:
            if field.related_model in self.rows and field.related_model is not model:
                return self.rows[field.related_model]
            others = {"Agency": self.agency, "Person": self.clerk}
            if field.related_model.__name__ == "Item":
                return self._item()
            return others.get(field.related_model.__name__)
        if field.has_default() or field.null or getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            return None
        if field.choices:
            return dict(field.flatchoices) and next(iter(dict(field.flatchoices)))
        kinds = {models.DateTimeField: timezone.now(), models.DateField: DAY, models.BinaryField: b"x", models.JSONField: {}}
        if type(field) in kinds:
            return kinds[type(field)]
        if isinstance(field, models.IntegerField):
            return 1
        return "reply" if (model.__name__, field.name) == ("Letter", "kind") else None

    def _item(self) -> Any:
        from portal.publishing.models import Column, Item

        column = Column.objects.create(agency=self.agency, key="files", title="文件")
        return Item.objects.create(agency=self.agency, column=column, title="公开的标准", author=self.clerk)

    def _worded(self, row: Any) -> None:
        """A word into every column of text, past the rows' own ways of saving."""
        label = row._meta.label
        changed: dict[str, Any] = {}
        for field in row._meta.concrete_fields:
            name = f"{label}.{field.name}"
            if name in _FIXED or field.choices or not isinstance(field, models.CharField | models.TextField):
                continue
            if isinstance(field, models.FileField):
                continue
            word = f"{_RARE}{len(self.words)}{_RARE}"
            self.words[name] = word
            text = _shaped(name, word)
            sealed = isinstance(field, CaseTextField)
            changed[field.name] = Sealed(case_key_of(row).seal(text.encode()).decode()) if sealed else text
        if label == "applicants.Rating":
            changed["mark"] = _mark(self.case)
        QuerySet(type(row)).filter(pk=row.pk).update(**changed)
        row.refresh_from_db()


def _shaped(name: str, word: str) -> str:
    """A word in the shape that a column has: JSON in some."""
    letter = {"agency": "镇", "title": "答复书", "number": "号", "on": "2021-03-03", "files": [], "lines": [["a", "body", word]]}
    shapes: dict[str, Any] = {
        "applications.ApplicationEvent.words": {}, "applications.Letter.content": letter,
        "handling.RecordsCorrection.letter": letter, "disputes.DisputeEvent.words": {},
        "handling.Check.answers": {"refused.state_secret": {"answers": {}, "applies": True, "remark": word}},
    }  # fmt: skip
    return json.dumps(shapes[name], ensure_ascii=False) if name in shapes else word


@pytest.fixture
def filled(town, clerk, leader, as_of):
    as_of(DAY)
    return Filled(town, clerk)


def _text_of(packed: bytes) -> str:
    """All that an export says: its data, its names, the words of its letters."""
    found = []
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".docx"):
                with zipfile.ZipFile(io.BytesIO(content)) as word:
                    content = word.read("word/document.xml")
            found += [name, content.decode(errors="replace")]
    return "\n".join(found)


def test_the_export_has_what_it_should_and_nothing_else(filled):
    said = set(re.findall(rf"{_RARE}\d+{_RARE}", _text_of(held_about(filled.case))))
    wrong = []
    for name, word in filled.words.items():
        label, _dot, column = name.rpartition(".")
        each = DECIDED[label]
        sealed = isinstance(apps.get_model(label)._meta.get_field(column), CaseTextField)
        wanted = sealed and "export" in each and column not in each.get("left_out_fields", {})
        if name.endswith("Event.words"):
            continue  # of some kinds of event alone: see below
        unwanted = "left_out" in each or column in each.get("left_out_fields", {})
        if (wanted and word not in said) or (unwanted and word in said):
            wrong.append(name)
    assert not wrong


def test_what_was_typed_into_events_is_exported_without_third_parties_and_staff(town, clerk, as_of):
    as_of(DAY)
    case = services.submit(town, ANSWERS | {"name": "赵大山"}).application
    services.record(case, Confirmed(DAY), clerk, note="周文书与赵大山通话")
    services.record(case, ConsultationSent(DAY, name="孙家兴"), clerk, note="孙家兴不同意")
    wrong = services.record(case, Transferred(DAY, "自然资源所"), clerk)
    services.take_back(case, wrong.sequence, "孙家兴的件不应转办", clerk)

    said = _text_of(held_about(case))

    for word in ("与赵大山通话", "（第三方）不同意", "（第三方）的件不应转办", "自然资源所"):
        assert word in said
    assert "孙家兴" not in said
    assert "周文书" not in said


def test_the_applicants_own_download_has_nothing_of_the_office(filled):
    said = set(re.findall(rf"{_RARE}\d+{_RARE}", _text_of(held_in(filled.case))))
    offices = ("handling.Note", "handling.Check", "handling.Assignment", "handling.Part", "handling.ExtensionRequest",
               "handling.RecordsCorrection", "disputes.DisputeEvent", "disputes.DisputeFile")  # fmt: skip
    assert not [name for name, word in filled.words.items() if name.startswith(offices) and word in said]
    assert filled.words["applicants.Rating.words"] in said
    assert filled.words["fees.Fee.waiver_reason"] in said


def test_at_erasure_everything_goes_but_what_was_decided_to_stay(filled, clerk, leader, as_of):
    tables = {model._meta.label: model._meta.db_table for model in filled.rows}
    before = _stored(tables.values())
    plain = {name: word for name, word in filled.words.items() if not _is_sealed(name)}
    sealed = {name: word for name, word in filled.words.items() if _is_sealed(name)}
    assert not [name for name, word in sealed.items() if word in before]
    QuerySet(type(filled.rows[Dispute])).filter(pk=filled.rows[Dispute].pk).update(closed_on=DAY)
    for model in apps.get_models():
        if model._meta.label in (
            "applications.ErasureRequest",
            "handling.CorrectionErasure",
            "disputes.DisputeErasure",
            "applications.Erasure",
        ):
            model._default_manager.all().delete()  # the one that waits would stand in the way
    correction = filled.rows[apps.get_model("handling", "RecordsCorrection")]
    correction.decided_on = DAY
    correction.save(update_fields=["decided_on"])
    for held in (filled.case, correction):
        decide(held, ask(held, "unlawful", "号", clerk), True, "", leader)

    after = _stored(tables.values())
    asked = ("applications.Erasure", "handling.CorrectionErasure", "disputes.DisputeErasure", "applications.DraftFile",
             "applications.ImportFile", "applicants.Rating.mark")  # fmt: skip
    wrong = []
    for name, word in plain.items():
        label, _dot, column = name.rpartition(".")
        fate = DECIDED[label]["plain"][column]
        if not name.startswith(asked) and (word in after) != (fate not in ("blanked", "deleted")):
            if isinstance(apps.get_model(label)._meta.get_field(column), EncryptedTextField):
                continue  # sealed under the installation's key: tried below
            wrong.append(name)
    assert not wrong
    assert Application.objects.get(pk=filled.case.pk).is_erased
    assert [each.words for each in apps.get_model("applicants", "Rating").objects.all()] == [""]
    assert not apps.get_model("notices", "Follower").objects.exists()
    assert not apps.get_model("notices", "Notice").objects.exists()
    for model, row in filled.rows.items():
        fresh = model._default_manager.filter(pk=row.pk).first()
        columns = [field.name for field in model._meta.concrete_fields if isinstance(field, CaseTextField)]
        assert fresh is None or not any(getattr(fresh, name) for name in columns), model._meta.label
        if isinstance(fresh, SealedFile):
            with pytest.raises((KeyDestroyedError, FileNotFoundError)):
                fresh.content()


def _is_sealed(name: str) -> bool:
    label, _dot, column = name.rpartition(".")
    return isinstance(apps.get_model(label)._meta.get_field(column), CaseTextField)


def _stored(tables: Any) -> str:
    return "\n".join(raw(table) for table in tables)
