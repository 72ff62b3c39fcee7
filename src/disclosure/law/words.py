"""Parameters in words, as a jurist reads them: values with their units, and the days that decide or that a period counts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.language import Label
from disclosure.law.parameter import DatedValue, Parameter

_UNITS = {
    "working_day": Label("个工作日", " working days"),
    "calendar_day": Label("日", " days"),
    "month": Label("个月", " months"),
}
#: The days that decide which value applies, or that a period is counted from.
DAYS: Mapping[str, Label] = {
    "accepted_on": Label("受理之日", "the day the case was accepted"),
    "appeal_received_on": Label("收到上诉状副本之日", "the day the appeal was received"),
    "arrived_on": Label("申请到达之日", "the day of arrival"),
    "asked_on": Label("告知之日", "the day of asking"),
    "complaint_received_on": Label("收到起诉状副本之日", "the day the complaint was received"),
    "copy_received_on": Label("收到复议申请书副本之日", "the day the copy was received"),
    "corrected_on": Label("收到补正的申请之日", "the day the corrected application was received"),
    "day": Label("当日", "the day itself"),
    "decision_received_on": Label("收到复议决定书之日", "the day the decision was received"),
    "delivered_on": Label("送达之日", "the day of delivery"),
    "due_on": Label("原期限届满之日", "the due day"),
    "first_of_january": Label("报告年度次年1月1日", "1 January after the reporting year"),
    "judgment_received_on": Label("收到判决书之日", "the day the judgment was received"),
    "known_on": Label("知道或者应当知道之日", "the day of knowing"),
    "letter_received_on": Label("收到征求意见书之日", "the day the letter was received"),
    "made_on": Label("信息形成或者变更之日", "the day the information was made or changed"),
    "notice_received_on": Label("收到收费通知之日", "the day the notice was received"),
    "paid_on": Label("完成缴费之日", "the day of payment"),
    "received_on": Label("收到申请之日", "the day of receipt"),
    "reopened_on": Label("收到决定书、判决书之日", "the day the decision or judgment was received"),
    "replied_on": Label("作出答复之日", "the day of the reply"),
    "ruling_received_on": Label("收到裁定书之日", "the day the ruling was received"),
    "sent_on": Label("发出征求意见书之日", "the day the letter was sent"),
}
_METHODS: Mapping[str, Label] = {
    "acting_agency": Label("由作出原行政行为的机关统计", "counted by the agency that acted"),
    "day_after_sent_to_answer": Label(
        "自发出次日起至收到意见或者期限届满之日止", "from the day after sending to the answer or the end of the period"
    ),
    "restart": Label("自次日起重新计算", "starts again on the following day"),
    "submitted": Label("提交之日", "the day of handing in"),
    "signed": Label("签收之日", "the day of signing"),
    "confirmed": Label("双方确认之日", "the day on which both sides confirm"),
    "arrived": Label("到达之日", "the day of arrival"),
    "posted": Label("交邮之日", "the day of posting"),
    "sent": Label("发送之日", "the day of sending"),
    "counter": Label("当面提交", "at the counter"),
    "registered_post": Label("需签收的邮寄", "registered post"),
    "post": Label("邮寄（平常信函）", "post"),
    "online": Label("互联网渠道", "internet"),
    "fax": Label("传真", "fax"),
    "misaddressed": Label("寄送到本机关其他机构的", "what reached another unit"),
    "direct": Label("直接送达", "direct"),
    "entrusted": Label("委托送达", "entrusted"),
    "electronic": Label("电子送达", "electronic"),
    "department": Label("县级以上人民政府部门", "departments"),
    "government": Label("县级以上地方人民政府", "governments"),
    "township": Label("乡镇、街道", "townships"),
}


def day_words(key: str) -> Label:
    """The day that a key of the data files means; the key itself where it is not known."""
    return DAYS.get(key, Label(key, key))


def value_words(asked: Parameter, dated: DatedValue) -> list[Label]:
    """A value in words, one line for each of its parts; nothing is left out."""
    if asked.unit in _UNITS:
        unit = _UNITS[asked.unit]
        return [Label(f"{dated.value}{unit.zh}", f"{dated.value}{unit.en}")]
    if asked.unit == "yuan":
        return list(_tariff(dated.value))
    if asked.unit == "contents":
        return [Label(part["zh"], part["en"]) for part in dated.value]
    if asked.unit == "days_of_year":
        return [Label(f"{_month_day(on)} {name['zh']}", f"{on} {name['en']}") for on, name in dated.value.items()]
    if asked.unit == "day_of_year":
        return [_pair(key, Label(f"{_month_day(on)}前", f"by {on}")) for key, on in dated.value.items()]
    return list(_method(dated.value))


def _tariff(value: Mapping[str, Any]) -> Iterator[Label]:
    counts, first = value["counts"], 1
    for tier in value["tiers"]:
        price = (
            Label(f"{tier['price']}元/{counts['zh']}", f"{tier['price']} yuan each") if tier["price"] else Label("不收费", "free")
        )
        yield Label(
            f"第{first}至{tier['up_to']}{counts['zh']}：{price.zh}", f"{first} to {tier['up_to']}{counts['en']}: {price.en}"
        )
        first = tier["up_to"] + 1
    beyond = value["beyond"]
    price, band = beyond["price"], beyond.get("band")
    if band is None:
        yield Label(f"第{first}{counts['zh']}起：{price}元/{counts['zh']}", f"from {first} on: {price} yuan each")
        return
    yield Label(
        f"第{first}{counts['zh']}起：以{band}{counts['zh']}为一档，首档{price}元/{counts['zh']}，每增加一档提高{beyond['step']}元",
        f"from {first} on in bands of {band}: {price} yuan each, {beyond['step']} more with every band",
    )


def _method(value: Any) -> Iterator[Label]:
    if isinstance(value, str):
        yield _word(value)
    elif isinstance(value, list):
        zh = "、".join(f"第{each}条" for each in value)
        yield Label(f"《政府信息公开条例》{zh}", f"Articles {', '.join(value)}") if value else Label("没有规定", "none")
    else:
        for key, part in value.items():
            yield _pair(key, _word(part["counts"]))


def _pair(key: str, words: Label) -> Label:
    name = _word(key)
    return Label(f"{name.zh}：{words.zh}", f"{name.en}: {words.en}")


def _word(key: str) -> Label:
    return _METHODS.get(key, Label(key, key))


def _month_day(written: str) -> str:
    month, _dash, day = written.partition("-")
    return f"{int(month)}月{int(day)}日"
