"""The forms of the register: a dispute with the event it begins with, and one form for each act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from disclosure.errors import CaseError
from disclosure.records import (
    AnswerFiled,
    Appealed,
    Appellant,
    CopyReceived,
    Decided,
    DecisionReceived,
    DisputeEvent,
    DisputeKind,
    HearingHeld,
    Procedure,
    Resumed,
    RetrialOrdered,
    Suspended,
    endings,
    suspension_grounds,
)
from portal.agencies.access import Office
from portal.applications.forms import check_size
from portal.disputes.explain import law_of
from portal.disputes.models import OUTCOMES, Dispute
from portal.disputes.services import FACTS
from portal.marks import bracketed
from portal.today import today


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _note(label: Any = None) -> forms.CharField:
    return forms.CharField(
        label=label or _("说明"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("加密保存。"),
    )


def _file(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=_("不超过10MB，加密保存。"))


class FactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The facts of the register."""

    class Meta:
        model = Dispute
        fields = FACTS
        help_texts = {
            "application": _("因哪一件申请引起；不服主动公开等其他事项的，不选。"),
            "reconsideration": _("复议后起诉的，选择先前登记的行政复议。"),
            "party": _("没有对应申请的才需要填写；加密保存。"),
        }

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        """Offer what this agency has on record, and nothing of another."""
        super().__init__(*args, **kwargs)
        self.instance.agency = office.agency
        applications, before = self.fields["application"], self.fields["reconsideration"]
        applications.queryset = office.agency.applications.filter(  # type: ignore[attr-defined]
            Q(case_key__destroyed_at=None) | Q(pk=self.instance.application_id)
        ).order_by("-arrived_on")
        before.queryset = office.agency.disputes.filter(  # type: ignore[attr-defined]
            kind=DisputeKind.RECONSIDERATION
        ).exclude(pk=self.instance.pk)
        party = self.fields["party"]
        party.widget = forms.TextInput()
        if self.instance.party:  # shown on the page of the case only, for a reason
            self.initial["party"] = ""
            party.help_text = _("已经登记，这里不显示；要改的才填写，不改的留空。加密保存。")
            self.fields["party_gone"] = forms.BooleanField(label=_("删除已登记的复议申请人或者原告"), required=False)
        self.party_before = self.instance.party

    def clean(self) -> dict[str, Any]:
        """Only a suit after reconsideration has a reconsideration before it."""
        cleaned = super().clean() or {}
        if cleaned.get("reconsideration") and cleaned.get("kind") != DisputeKind.LITIGATION_AFTER_RECONSIDERATION:
            self.add_error("reconsideration", _("只有复议后起诉的，才选择先前的行政复议"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was filled in; who brought the dispute stays as it was where nothing is said about it."""
        said = {name: self.cleaned_data[name] for name in FACTS}
        if not said["party"] and not self.cleaned_data.get("party_gone"):
            said["party"] = self.party_before
        return said


class EntryForm(FactsForm):
    """A dispute that the agency has just learnt of: the facts, and the receipt of the copy."""

    on = _day(_("收到副本之日"), _("复议申请书副本、起诉状副本送到本机关的日期；答复、答辩的期限从这一天起算。"))
    accepted_on = _day(_("受理（立案）之日"), _("通知书上写明的才填；按这一天计入年度。"), required=False)
    procedure = forms.ChoiceField(
        label=_("复议程序"), required=False, initial=Procedure.ORDINARY.value, widget=forms.RadioSelect,
        choices=[(Procedure.ORDINARY.value, _("普通程序")), (Procedure.SIMPLE.value, _("简易程序"))],
        help_text=_("见答复通知书；政府信息公开案件可以适用简易程序（行政复议法第五十三条）。诉讼不用选。"),
    )  # fmt: skip
    note = _note()
    file = _file(_("副本或者通知书"))

    def clean_file(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        """Something must tell this dispute from others: an untold one would be counted in table four all the same."""
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("application", "reconsideration", "party", "case_number")):
            self.add_error("application", _("请选择申请；没有对应申请的，填写复议申请人（原告）或者案号"))
        return cleaned

    def event(self) -> CopyReceived:
        """The event the dispute begins with."""
        data = self.cleaned_data
        return CopyReceived(data["on"], data["accepted_on"], Procedure(data["procedure"] or Procedure.ORDINARY))


class ActForm(forms.Form):
    """An act on a day. ``event`` is what becomes of it."""

    on = _day(_("日期"))

    def __init__(self, *args: Any, dispute: Dispute, **kwargs: Any) -> None:
        """Keep the dispute at hand; most acts are recorded on their day."""
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        """Only what has happened."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise ValidationError(_("只能记录已经发生的事，日期不能晚于今天"))
        return on

    def clean_file(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("file"))

    def event(self) -> DisputeEvent:
        """The event of the engine."""
        raise NotImplementedError


class AnswerForm(ActForm):
    """提出答复、答辩."""

    on = _day(_("提出之日"))
    note = _note()
    file = _file(_("书面答复或者答辩状"))

    def event(self) -> DisputeEvent:
        """Filed."""
        return AnswerFiled(self.cleaned_data["on"])


class HearingForm(ActForm):
    """听取意见、听证、开庭."""

    on = _day(_("听取意见、听证、开庭之日"))
    note = _note(_("地点、出庭的负责人"))

    def event(self) -> DisputeEvent:
        """Held."""
        return HearingHeld(self.cleaned_data["on"])


class DecideForm(ActForm):
    """作出决定、裁判: by its legal name, which says where table four counts it."""

    on = _day(_("决定书、裁判文书的日期"))
    received_on = _day(
        _("本机关收到之日"), _("还没有收到的不填，收到后再登记。上诉、重新答复的期限从收到之日起算。"), required=False
    )
    ending = forms.ChoiceField(label=_("审理结果"), help_text=_("按文书主文选择，年报表四的栏目随之确定。"))
    redo = forms.BooleanField(
        label=_("责令本机关重新答复申请人"), required=False, help_text=_("所涉申请会从收到文书之日起重新打开。")
    )
    redo_by = _day(_("须在何日之前重新答复"), _("文书没有写明的不填，按本机关的设置计算。"), required=False)
    note = _note(_("主文要点"))
    file = _file(_("决定书、裁判文书"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The endings that the law of the day knows for this instance, under the columns of table four."""
        super().__init__(*args, **kwargs)
        on = parse_date(str(self.data.get("on", "")).strip() or today().isoformat()) if self.is_bound else today()
        self.fields["ending"].choices = [("", _("请选择")), *_ending_choices(self.dispute, on or today())]

    def event(self) -> DisputeEvent:
        """Decided."""
        data = self.cleaned_data
        return Decided(data["on"], data["ending"], data["received_on"], data["redo"], data["redo_by"])


def _ending_choices(dispute: Dispute, on: date) -> list[tuple[Any, list[tuple[str, str]]]]:
    kind, appealed = DisputeKind(dispute.kind), dispute.case().instances()[-1].is_appeal
    try:
        found = [each for each in endings(kind, on) if each.fits(appealed=appealed)]
    except CaseError:
        found = list(endings(kind, today()))
    groups = [*OUTCOMES, ("as_before", _("维持原来的结果")), ("pending", _("尚未审结"))]
    return [
        (label, [(each.key, bracketed(each.label, law_of(each, on))) for each in found if each.column == column])
        for column, label in groups
        if any(each.column == column for each in found)
    ]


class SuspendForm(ActForm):
    """中止: on which ground of the law."""

    on = _day(_("中止之日"), _("见中止通知书、裁定书。中止的时间不计入审理期限。"))
    ground = forms.ChoiceField(label=_("中止的情形"), widget=forms.RadioSelect)
    note = _note()
    file = _file(_("中止通知书、裁定书"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The grounds of the law of the day."""
        super().__init__(*args, **kwargs)
        on = parse_date(str(self.data.get("on", "")).strip() or today().isoformat()) if self.is_bound else today()
        self.fields["ground"].choices = _ground_choices(self.dispute, on or today())

    def event(self) -> DisputeEvent:
        """Suspended."""
        return Suspended(self.cleaned_data["on"], self.cleaned_data["ground"])


def _ground_choices(dispute: Dispute, on: date) -> list[tuple[str, str]]:
    kind = DisputeKind(dispute.kind)
    try:
        found = suspension_grounds(kind, on)
    except CaseError:  # before the law: the form offers today's, and the engine says why the day can't be
        found = suspension_grounds(kind, today())
    return [(each.key, bracketed(each.label, law_of(each, on))) for each in found]


class ResumeForm(ActForm):
    """恢复审理."""

    on = _day(_("恢复审理之日"), _("期限从这一天起继续计算。"))
    note = _note()
    file = _file(_("恢复审理通知书"))

    def event(self) -> DisputeEvent:
        """Goes on."""
        return Resumed(self.cleaned_data["on"])


class ReceivedForm(ActForm):
    """收到决定书、裁判文书."""

    on = _day(_("本机关收到之日"))
    note = _note()
    file = _file(_("决定书、裁判文书"))

    def event(self) -> DisputeEvent:
        """Received."""
        return DecisionReceived(self.cleaned_data["on"])


class AppealForm(ActForm):
    """上诉: by whom, and to which court."""

    on = _day(_("上诉之日"), _("对方上诉的，填本机关收到上诉状副本之日；答辩的期限从这一天起算。"))
    appellant = forms.ChoiceField(
        label=_("上诉人"), widget=forms.RadioSelect, initial=Appellant.OTHER.value,
        choices=[(Appellant.OTHER.value, _("对方当事人")), (Appellant.AGENCY.value, _("本机关"))],
    )  # fmt: skip
    organ = forms.CharField(label=_("第二审法院"), max_length=100, required=False)
    case_number = forms.CharField(label=_("案号"), max_length=60, required=False)
    note = _note()
    file = _file(_("上诉状"))

    def event(self) -> DisputeEvent:
        """Appealed."""
        return Appealed(self.cleaned_data["on"], Appellant(self.cleaned_data["appellant"]))


class RetrialForm(ActForm):
    """决定再审."""

    on = _day(_("收到再审裁定之日"))
    organ = forms.CharField(label=_("再审法院"), max_length=100, required=False)
    case_number = forms.CharField(label=_("案号"), max_length=60, required=False)
    note = _note()
    file = _file(_("再审裁定书"))

    def event(self) -> DisputeEvent:
        """Ordered."""
        return RetrialOrdered(self.cleaned_data["on"])


class StrikeForm(forms.Form):
    """更正误录: why an event is taken back."""

    reason = forms.CharField(
        label=_("更正的理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("会长期保留，请不要写入个人信息。"),
    )  # fmt: skip


class FileForm(forms.Form):
    """A document that belongs to the case."""

    file = forms.FileField(label=_("文书或者证据"), help_text=_("不超过10MB，加密保存。"))

    def clean_file(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("file"))


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the event that it records, its button, its form, and what is said when it is done."""

    key: str
    event: type
    button: Any
    form: type[ActForm]
    done: Any
    usual: bool = False


_ACTS = (
    Act("answer", AnswerFiled, _("登记答复、答辩"), AnswerForm, _("已登记，答复、答辩按期与否以这一天为准。"), usual=True),
    Act("hearing", HearingHeld, _("登记听证、开庭"), HearingForm, _("已登记。")),
    Act("suspend", Suspended, _("登记中止"), SuspendForm, _("已登记，中止的时间不计入审理期限。")),
    Act("resume", Resumed, _("登记恢复审理"), ResumeForm, _("已登记，期限继续计算。"), usual=True),
    Act("decide", Decided, _("登记审理结果"), DecideForm, _("已登记，年报第四部分按这一结果统计。"), usual=True),
    Act("received", DecisionReceived, _("登记收到文书"), ReceivedForm, _("已登记，上诉、重新答复的期限从这一天起算。"),
        usual=True),
    Act("appeal", Appealed, _("登记上诉"), AppealForm, _("已登记，案件进入第二审，年末未结的计作尚未审结。")),
    Act("retrial", RetrialOrdered, _("登记再审"), RetrialForm, _("已登记，案件重新审理。")),
)  # fmt: skip
ACTS: Mapping[str, Act] = {act.key: act for act in _ACTS}


def open_acts(dispute: Dispute) -> list[Act]:
    """The acts that may follow now, the usual next one first."""
    allowed = dispute.case().open_events()
    return sorted((act for act in _ACTS if act.event in allowed), key=lambda act: not act.usual)
