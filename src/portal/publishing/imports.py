"""Taking in what was published on another platform: read, previewed row by row, then taken in as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.privacy import find_personal_numbers, mask
from portal.agencies.access import Office
from portal.agencies.models import Agency, Role
from portal.audit import log
from portal.publishing import indexing, placing
from portal.publishing.apart import CouldNotRead, Upload, read_apart
from portal.publishing.cleaning import clean, is_web_address
from portal.publishing.models import Column, ImportRun, ImportState, Item, Placement, Status
from portal.publishing.reading.days import day_of
from portal.publishing.reading.labels import data as label_data
from portal.publishing.refusing import Refused
from portal.publishing.wording import reworded, words
from portal.today import today

#: Bytes of one upload, and pages that are read at once.
LARGEST = 20 * 2**20
MOST_PAGES = 200
_PAGES = (".html", ".htm")
_SHEETS = (".xlsx", ".csv", ".tsv", ".txt", ".xls")
_DAYS = ("published_on", "produced_on")
_LENGTHS = {name: Item._meta.get_field(name).max_length for name in (
    "title", "summary", "keywords", "index_number", "document_number", "item_class", "unit", "source_address", "source_number",
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One item of an upload: where it stands (``row 12`` of a sheet, or a file), its fields, and what is to be said of it.

    ``problem`` keeps it out; ``same_as`` is the item here that it already is; ``note`` only informs.
    """

    place: str
    fields: Mapping[str, str]
    problem: str = ""
    note: str = ""
    same_as: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it will become an item."""
        return not self.problem and self.same_as is None

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "place": self.place,
            "fields": dict(self.fields),
            "problem": self.problem,
            "note": self.note,
            "same_as": self.same_as,
        }


def rows_of(run: ImportRun) -> list[Row]:
    """The rows of a previewed run."""
    return [Row(**row) for row in run.rows]


@transaction.atomic
def preview(office: Office, uploads: list[Upload], source_system: str, column: Column) -> ImportRun:
    """Read an upload (one list, or saved pages) and keep what would become of it; nothing is taken in yet.

    Raises :class:`CouldNotRead` and :class:`Refused`.
    """
    _may_import(office)
    if not source_system.strip():
        raise Refused(_("请写明这些信息在哪个平台上发布。"))
    _check_uploads(uploads)
    read, facts = _read(uploads)
    rows = _judged(office.agency, source_system.strip(), read)
    if not rows:
        raise CouldNotRead(_("表头下面没有内容。请检查导出时是否选了年度。"))
    return ImportRun.objects.create(
        agency=office.agency, source_system=source_system.strip(), file_name=_names(uploads), by=office.person, column=column,
        digest=hashlib.sha256(b"".join(upload.data for upload in uploads)).hexdigest(),
        rows=[row.stored() for row in rows], findings=facts,
    )  # fmt: skip


@transaction.atomic
def confirm(office: Office, pk: int, *, leave_out_problems: bool = False) -> ImportRun:
    """Take a previewed run in, in one transaction: every new row, or none. Raises :class:`Refused`.

    Rows with problems keep the whole run out unless they are expressly left out. What came in meanwhile is not taken twice.
    """
    _may_import(office)
    run = ImportRun.objects.select_for_update().get(pk=pk, agency=office.agency)
    if run.state != ImportState.PREVIEWED:
        raise Refused(_("这一批已经处理过：%(state)s。") % {"state": run.get_state_display()})
    rows = _recognised(office.agency, run.source_system, rows_of(run))
    problems = sum(bool(row.problem) for row in rows)
    if problems and not leave_out_problems:
        raise Refused(_("有%(count)s行有问题，没有导入任何一行。请改好文件重新上传，或选择不导入这些行。") % {"count": problems})
    new = [row for row in rows if row.is_new]
    items = _taken_in(office, run, new)
    run.state, run.imported = ImportState.DONE, len(items)
    run.rows = [row.stored() for row in rows if not row.is_new]
    run.save()
    log.record(
        office.agency, office.person, "item.imported", run.file_name, run=run.pk, imported=len(items), left_out=problems,
        already_there=sum(row.same_as is not None for row in rows), digest=run.digest,
    )  # fmt: skip
    return run


@transaction.atomic
def discard(office: Office, pk: int) -> None:
    """Drop a previewed run."""
    run = ImportRun.objects.select_for_update().get(pk=pk, agency=office.agency, state=ImportState.PREVIEWED)
    run.state, run.rows = ImportState.DISCARDED, []
    run.save()
    log.record(office.agency, office.person, "item.import_discarded", run.file_name, run=run.pk)


def counts_by_class(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """How many new items each class would get, in order of appearance."""
    return list(Counter(row.fields.get("item_class") or _("未分类") for row in rows if row.is_new).items())


def _may_import(office: Office) -> None:
    if not office.may(Role.CLERK):
        raise Refused(_("只有专职人员可以导入。"))


def _check_uploads(uploads: list[Upload]) -> None:
    if not uploads:
        raise Refused(_("请选择要导入的文件。"))
    if len(uploads) > MOST_PAGES:
        raise Refused(_("一次最多导入%(most)s个网页，请分批。") % {"most": MOST_PAGES})
    if sum(len(upload.data) for upload in uploads) > LARGEST:
        raise Refused(_("文件超过 %(most)s MB。请分成几次导入。") % {"most": LARGEST // 2**20})
    kinds = {PurePosixPath(upload.name).suffix.lower() for upload in uploads}
    if not kinds <= {*_PAGES, *_SHEETS}:
        raise Refused(_("请选择平台导出的 .xlsx 或 .csv 文件，或者另存下来的网页（.html）。"))
    if len(uploads) > 1 and not kinds <= set(_PAGES):
        raise Refused(_("表格一次导入一个；多个文件只能都是网页。"))


def _names(uploads: list[Upload]) -> str:
    first = uploads[0].name[-120:]
    return first if len(uploads) == 1 else _("%(first)s 等%(count)s个文件") % {"first": first, "count": len(uploads)}


def _read(uploads: list[Upload]) -> tuple[list[Row], dict[str, Any]]:
    if not uploads[0].name.lower().endswith(_PAGES):
        found = read_apart("sheet", uploads)[0]
        rows = [_sheet_row(entry) for entry in found["rows"] if not _is_no_item(entry)]
        return rows, {key: found[key] for key in ("sheet", "heading", "columns", "unknown")}
    answers = read_apart("page", uploads)
    return [_page_row(upload.name, answer) for upload, answer in zip(uploads, answers, strict=True)], {}


def _sheet_row(entry: dict[str, Any]) -> Row:
    place = _("第%(row)s行") % {"row": entry["row"]}
    fields = {name: text for name, text in entry.items() if name not in ("row", "formula")}
    problem = _("单元格里是公式。请选中整表，复制后“选择性粘贴—数值”，再导入。") if entry.get("formula") else ""
    return Row(place, fields, problem)


def _page_row(name: str, answer: Any) -> Row:
    return Row(name, {}, str(answer)) if isinstance(answer, CouldNotRead) else Row(name, answer)


def _is_no_item(entry: dict[str, Any]) -> bool:
    """Lines of totals and notes below a list."""
    title = entry.get("title", "")
    return not entry.get("published_on") and (not title or title.startswith(tuple(label_data()["not_items"])))


def _judged(agency: Agency, source_system: str, rows: list[Row]) -> list[Row]:
    return _recognised(agency, source_system, _unlike_each_other([_checked(row) for row in rows]))


def _checked(row: Row) -> Row:
    """A row with tidy fields and what is wrong with it."""
    fields = dict(row.fields)
    if not fields.get("item_class") and fields.get("column"):
        fields["item_class"] = fields["column"]
    problem = row.problem or "；".join(_problems(fields))
    for name in _DAYS:
        day = day_of(fields.get(name, ""))
        fields[name] = day.isoformat() if day else ""
    fields, masked = _masked(fields)
    note = _("含个人号码，导入时遮盖；请到原平台处理。") if masked else ""
    return Row(row.place, fields, problem, note)


def _problems(fields: dict[str, str]) -> list[str]:
    found = []
    if not fields.get("title"):
        found.append(_("没有标题"))
    found += _day_problems(fields)
    if fields.get("source_address") and not is_web_address(fields["source_address"]):
        found.append(_("链接不是网址：%(address)s") % {"address": fields["source_address"][:80]})
    found += [
        _("“%(name)s”超过%(most)s个字") % {"name": Item._meta.get_field(name).verbose_name, "most": most}
        for name, most in _LENGTHS.items()
        if most and len(fields.get(name, "")) > most
    ]
    return found


def _day_problems(fields: dict[str, str]) -> list[str]:
    found = []
    published = day_of(fields.get("published_on", ""))
    if not fields.get("published_on"):
        found.append(_("没有发布日期"))
    elif published is None:
        found.append(_("发布日期读不懂：%(text)s") % {"text": fields["published_on"][:40]})
    elif published > today():
        found.append(_("发布日期还没有到：%(day)s") % {"day": published})
    if fields.get("produced_on") and day_of(fields["produced_on"]) is None:
        found.append(_("生成日期读不懂：%(text)s") % {"text": fields["produced_on"][:40]})
    return found


def _masked(fields: dict[str, str]) -> tuple[dict[str, str], bool]:
    """The fields without personal numbers: what comes in must not go on from here."""
    texts = {name: mask(fields.get(name, "")) for name in ("title", "summary", "keywords") if name in fields}
    masked = any(texts[name] != fields[name] for name in texts)
    if fields.get("body"):
        body = clean(fields["body"])
        masked = masked or bool(find_personal_numbers(words(body)))
        texts["body"] = reworded(body, mask)
    return {**fields, **texts}, masked


def _keys(fields: Mapping[str, Any], source_system: str) -> list[tuple[str, ...]]:
    """What tells an item from others: its numbers or address on its platform, else how it looks."""
    found = [(name, fields[name]) for name in ("index_number", "source_address") if fields.get(name)]
    if fields.get("source_number"):
        found.append((source_system, fields["source_number"]))
    return [*found] or [_looks(fields)]


def _looks(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return (fields.get("title", ""), fields.get("published_on", ""), fields.get("item_class", ""))


def _unlike_each_other(rows: list[Row]) -> list[Row]:
    """The rows, a later one that repeats an earlier one marked with it."""
    seen: dict[tuple[str, ...], str] = {}
    result = []
    for row in rows:
        keys = _keys(row.fields, "")
        earlier = next((seen[key] for key in keys if key in seen), None)
        if earlier and not row.problem:
            row = Row(row.place, row.fields, _("与%(earlier)s重复（编号、网址，或标题、日期和类别相同）") % {"earlier": earlier})
        seen.update((key, row.place) for key in keys if key not in seen)
        result.append(row)
    return result


@dataclass(frozen=True, slots=True)
class _Known:
    """An item that is here, with what shows whether another one is the same."""

    pk: int
    title: str
    published_on: str


def _recognised(agency: Agency, source_system: str, rows: list[Row]) -> list[Row]:
    """The rows with the items that they already are here."""
    here = _known(agency)
    return [row if row.problem else _beside(row, here, source_system) for row in rows]


def _known(agency: Agency) -> dict[tuple[str, ...], _Known]:
    names = ("source_system", "source_number", "index_number", "source_address", "title", "published_on", "item_class")
    found: dict[tuple[str, ...], _Known] = {}
    for pk, *values in Item.objects.filter(agency=agency, revises=None).values_list("pk", *names):
        fields = {name: str(value or "") for name, value in zip(names, values, strict=True)}
        known = _Known(pk, fields["title"], fields["published_on"])
        for key in (*_keys(fields, fields["source_system"]), _looks(fields)):
            found.setdefault(key, known)
    return found


def _beside(row: Row, here: Mapping[tuple[str, ...], _Known], source_system: str) -> Row:
    """A row beside what is here. A number that stands for something quite different is a problem, not the same item."""
    known = next((here[key] for key in _keys(row.fields, source_system) if key in here), None)
    if known is None:
        return replace(row, same_as=None)
    if row.fields["title"] == known.title:
        return replace(row, same_as=known.pk)
    if row.fields["published_on"] == known.published_on:
        return replace(row, same_as=known.pk, note=_("标题与已有的《%(title)s》不同，没有改动。") % {"title": known.title})
    return replace(row, problem=_("编号或网址与已有的《%(title)s》相同，但标题和日期不同") % {"title": known.title})


def _taken_in(office: Office, run: ImportRun, rows: list[Row]) -> list[Item]:
    """New items and where they stand, written at once."""
    columns = {column.title: column for column in Column.objects.filter(agency=office.agency) if column.takes_items}
    items = Item.objects.bulk_create([_item(office, run, row.fields, columns) for row in rows], batch_size=500)
    Placement.objects.bulk_create(
        [
            Placement(
                item=item, channel=placing.PLATFORM, address=item.source_address, placed_on=item.published_on,
                entered_by=office.person, place=run.source_system,
            )
            for item in items
        ],
        batch_size=500,
    )  # fmt: skip
    for item in items:
        indexing.put(item)
    return items


def _item(office: Office, run: ImportRun, fields: Mapping[str, str], columns: Mapping[str, Column]) -> Item:
    texts = {name: fields.get(name, "") for name in _LENGTHS}
    return Item(
        **texts,
        agency=office.agency,
        author=office.person,
        column=columns.get(fields.get("column", ""), run.column),
        body=fields.get("body", ""),
        validity=_validity(fields.get("validity", "")),
        source_system=run.source_system,
        import_run=run,
        status=Status.RELEASED,
        **{name: date.fromisoformat(fields[name]) if fields.get(name) else None for name in _DAYS},
    )


def _validity(word: str) -> str:
    """The state that a platform's word means; blank where it says none that we know."""
    return next((key for key, labels in label_data()["validity"].items() if word.strip() in labels), "")
