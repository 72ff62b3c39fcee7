"""The cases of the conformance data set, made from the articles: facts chosen by hand, results counted by ``law_reference``.

``python tests/law_cases.py`` writes ``tests/law/cases/*.yaml``. Nothing here imports the program: what a case expects comes from
the tables below, which restate the articles, and from the slow count of :mod:`law_reference`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from law_reference import calendar_days, due, item_fee, months, nth, page_fee, receipt, year_cells

CASES = Path(__file__).parent / "law" / "cases"
Case = dict[str, Any]
REG, REG07, FEE = "政府信息公开条例", "政府信息公开条例（国务院令第492号）", "政府信息公开信息处理费管理办法"
REC, LIT, CIV = "行政复议法", "行政诉讼法", "民法典"


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- working days

_STARTS = (
    "2008-05-05", "2008-09-22", "2009-01-20", "2009-09-24", "2010-02-09", "2010-09-17", "2011-01-28", "2011-09-28", "2012-01-17",
    "2012-09-26", "2013-02-06", "2013-09-16", "2014-01-24", "2014-09-25", "2015-02-12", "2015-08-31", "2016-02-03", "2016-09-12",
    "2017-01-20", "2017-09-27", "2018-02-09", "2018-09-26", "2019-04-26", "2019-09-27", "2020-01-20", "2020-09-25", "2021-02-05",
    "2021-09-15", "2022-01-28", "2022-09-26", "2023-01-18", "2023-09-28", "2024-02-09", "2024-12-20", "2025-01-27", "2025-12-31",
    "2026-02-14", "2026-09-18",
)  # fmt: skip


def working_days() -> Iterator[Case]:
    """Working-day periods from days before holidays with make-up days, in every year since 2008."""
    for start in _STARTS:
        yield {
            "title": f"自{start}起（当日不计）的第7、15、20、40个工作日",
            "facts": {"start": start, "numbers": [7, 15, 20, 40]},
            "expected": {"days": [str(nth(day(start), number)) for number in (7, 15, 20, 40)]},
            "law": [f"{CIV}第二百零一条（类推）", "国务院办公厅部分节假日安排的通知"],
        }


# --- the day of receipt

_CHANNELS = {
    "counter": ("当面提交", "提交之日", "第三十一条第（一）项"),
    "registered_post": ("需签收的邮寄", "签收之日", "第三十一条第（二）项"),
    "post": ("平常信函", "确认之日", "第三十一条第（二）项"),
    "online": ("互联网渠道", "双方确认之日", "第三十一条第（三）项"),
    "fax": ("传真", "双方确认之日", "第三十一条第（三）项"),
}


def receipts() -> Iterator[Case]:
    """Arrival and confirmation on different days, by channel, under both Orders."""
    for channel, (name, rule, article) in _CHANNELS.items():
        for arrived, confirmed in (("2024-09-06", "2024-09-10"), ("2019-05-16", "2019-05-17"), ("2019-05-13", "2019-05-14")):
            fact = {"event": "received", "on": arrived, "channel": channel, "confirmed_on": confirmed}
            old = day(arrived) < day("2019-05-15")
            yield {
                "title": f"{name}，{arrived}到达，{confirmed}确认" + ("（旧条例）" if old else f"：{rule}"),
                "facts": {"events": [fact]},
                "expected": {"received_on": str(receipt([fact]))},
                "law": [f"{REG07}第二十四条" if old else f"{REG}{article}"],
            }
    fact = {
        "event": "received",
        "on": "2024-09-06",
        "channel": "registered_post",
        "confirmed_on": "2024-09-10",
        "misaddressed": True,
    }
    yield {
        "title": "挂号信寄到本机关其他机构，转到公开工作机构后确认：比照平常信函",
        "facts": {"events": [fact]},
        "expected": {"received_on": str(receipt([fact]))},
        "law": [f"{REG}第三十一条第（二）项", "国办公开办函〔2015〕207号"],
    }


# --- the reply period

_RECEIPTS = ("2019-05-15", "2020-01-13", "2021-09-08", "2022-01-21", "2022-09-19", "2023-09-18", "2024-02-01", "2024-09-10",
             "2025-01-13", "2025-09-22")  # fmt: skip


def _scenarios(start: date) -> Iterator[tuple[str, list[Case], list[str]]]:
    """What may happen to an application, told from its day of receipt by working days: 1 is the working day after it."""

    def at(number: int) -> str:
        return str(nth(start, number))

    letter = {"event": "consultation_sent", "on": at(4), "consulted": "third_party"}
    yield "没有其他事项", [], ["第三十三条第二款"]
    yield "第7个工作日告知补正，其后第8个工作日收到补正", [
        {"event": "correction_asked", "on": at(7)}, {"event": "corrected", "on": at(15)},
    ], ["第三十条"]  # fmt: skip
    yield "告知补正，尚未收到补正", [{"event": "correction_asked", "on": at(3)}], ["第三十条"]
    yield "最后一日告知补正，3个工作日后收到补正", [
        {"event": "correction_asked", "on": at(20)}, {"event": "corrected", "on": at(23)},
    ], ["第三十条"]  # fmt: skip
    yield "征求第三方意见，第9个工作日收到意见", [letter, {"event": "consultation_answered", "on": at(9)}], ["第三十三条第三款"]
    yield "征求第三方意见，第三方沉默", [letter], ["第三十二条", "第三十三条第三款"]
    yield "征求共同制作机关意见，第6个工作日收到", [
        {"event": "consultation_sent", "on": at(2), "consulted": "agency"}, {"event": "consultation_answered", "on": at(6)},
    ], ["第三十四条", "第三十三条第三款"]  # fmt: skip
    yield "先后征求两方意见，时间重叠", [
        {**letter, "name": "甲"}, {**letter, "on": at(6), "name": "乙"},
        {"event": "consultation_answered", "on": at(10), "name": "甲"},
        {"event": "consultation_answered", "on": at(12), "name": "乙"},
    ], ["第三十三条第三款"]  # fmt: skip
    yield "延长20个工作日", [{"event": "extended", "on": at(15), "days": 20}], ["第三十三条第二款"]
    yield "最后一日决定延长7个工作日并告知", [{"event": "extended", "on": at(20), "days": 7}], ["第三十三条第二款"]
    yield "期限届满后才决定延长：不发生效力", [{"event": "extended", "on": at(21), "days": 10}], ["第三十三条第二款"]
    yield "征求意见后又延长", [
        letter, {"event": "consultation_answered", "on": at(8)}, {"event": "extended", "on": at(18), "days": 10},
    ], ["第三十三条第二款", "第三十三条第三款"]  # fmt: skip
    if start >= day("2021-01-01"):
        yield "收费通知后缴费", [{"event": "fee_noticed", "on": at(5)}, {"event": "paid", "on": at(12)}], [f"{FEE}第六条"]
        yield "收费通知后尚未缴费", [{"event": "fee_noticed", "on": at(5)}], [f"{FEE}第六条"]
    yield "申请明显过多：理由合理，另定延迟答复的日期", [
        {"event": "reasons_asked", "on": at(3)}, {"event": "reasons_given", "on": at(8)},
        {"event": "delay_set", "on": at(19), "until": at(35)},
    ], ["第三十五条"]  # fmt: skip
    yield "内部转办不影响期限", [{"event": "transferred", "on": at(6), "unit": "业务科室"}], ["第三十三条第二款"]
    yield "复议决定责令重新答复并写明日期", [
        {"event": "replied", "on": at(18), "outcome": "refused.process_information"},
        {"event": "reopened", "on": at(80), "due_on": at(95)},
    ], [f"{REC}第六十四条"]  # fmt: skip


def replies_due() -> Iterator[Case]:
    """Every scenario from every day of receipt, and the last days of the old Order."""
    for received in _RECEIPTS:
        first = {"event": "received", "on": received, "channel": "counter"}
        for what, events, articles in _scenarios(day(received)):
            facts = [first, *events]
            found = due(facts)
            yield {
                "title": f"{received}当面收到：{what}",
                "facts": {"events": facts},
                "expected": {"due": str(found) if found else None},
                "law": [
                    article if "第" in article and not article.startswith("第") else f"{REG}{article}" for article in articles
                ],
            }
    for received in ("2008-05-05", "2013-09-10", "2019-05-14"):
        facts = [{"event": "received", "on": received, "channel": "counter"}]
        yield {
            "title": f"{received}收到：旧条例15个工作日",
            "facts": {"events": facts},
            "expected": {"due": str(due(facts))},
            "law": [f"{REG07}第二十四条第二款"],
        }


# --- periods beside the reply period


def other_periods() -> Iterator[Case]:
    """Asking for correction, opinions, payment, and the agency's own answers in disputes."""
    for start in ("2022-01-24", "2022-09-28", "2023-04-26", "2023-09-25", "2024-02-05", "2024-09-12", "2025-01-23", "2025-12-31"):
        for key, number, words, law in (
            ("correction_notice", 7, "告知补正的最后一日（收到申请之日起7个工作日）", f"{REG}第三十条"),
            ("opinion", 15, "第三方提出意见的最后一日（收到征求意见书之日起15个工作日）", f"{REG}第三十二条"),
            ("payment", 20, "缴纳信息处理费的最后一日（收到通知次日起20个工作日）", f"{FEE}第六条"),
        ):
            yield {
                "title": f"{start}起，{words}",
                "facts": {"period": key, "start": start},
                "expected": {"until": str(nth(day(start), number))},
                "law": [law],
            }
    for start in ("2024-02-06", "2024-09-10", "2025-01-22", "2025-09-26"):
        yield {
            "title": f"{start}收到复议申请书副本：书面答复的最后一日（10个工作日）",
            "facts": {"period": "reconsideration_answer", "start": start},
            "expected": {"until": str(nth(day(start), 10))},
            "law": [f"{REC}第四十八条", f"{REC}第八十八条"],
        }
        yield {
            "title": f"{start}收到起诉状副本：答辩的最后一日（15日）",
            "facts": {"period": "litigation_answer", "start": start},
            "expected": {"until": str(calendar_days(day(start), 15)[1])},
            "law": [f"{LIT}第六十七条"],
        }
        yield {
            "title": f"{start}收到复议决定书：起诉的最后一日（15日）",
            "facts": {"period": "litigation_after_reconsideration", "start": start},
            "expected": {"until": str(calendar_days(day(start), 15)[1])},
            "law": [f"{LIT}第四十五条"],
        }
    for start in ("2024-02-06", "2024-09-12", "2025-01-22", "2025-09-26"):
        yield {
            "title": f"{start}收到复议申请书副本，适用简易程序：书面答复的最后一日（5个工作日）",
            "facts": {"period": "reconsideration_simple_answer", "start": start},
            "expected": {"until": str(nth(day(start), 5))},
            "law": [f"{REC}第五十四条", f"{REC}第八十八条"],
        }
        for key, number, words, law in (
            ("appeal_judgment", 15, "收到第一审判决书：上诉的最后一日（15日）", f"{LIT}第八十五条"),
            ("appeal_ruling", 10, "收到第一审裁定书：上诉的最后一日（10日）", f"{LIT}第八十五条"),
            ("appeal_answer", 15, "收到上诉状副本：答辩的最后一日（15日）", "法释〔2018〕1号第一百零八条"),
        ):
            yield {
                "title": f"{start}{words}",
                "facts": {"period": key, "start": start},
                "expected": {"until": str(calendar_days(day(start), number)[1])},
                "law": [law],
            }


def silence() -> Iterator[Case]:
    """What silence means on the last day and on the day after it."""
    meaning = {"third_party": ("由本机关决定是否公开", "第三十二条"), "agency": ("视为同意公开", "第三十四条")}
    for sent in ("2024-03-04", "2024-09-10", "2025-01-20"):
        for consulted, (words, article) in meaning.items():
            limit = nth(day(sent), 15)
            for on, result in ((limit, "等待意见"), (nth(limit, 1), words)):
                yield {
                    "title": f"{sent}向{'第三方' if consulted == 'third_party' else '共同制作机关'}征求意见，{on}仍无意见",
                    "facts": {"sent": sent, "consulted": consulted, "on": str(on)},
                    "expected": {"limit": str(limit), "result": result},
                    "law": [f"{REG}{article}"],
                }


# --- fees


def fees() -> Iterator[Case]:
    """Whole sums by item and by page, at every edge of a tier."""
    for number in (0, 1, 10, 11, 12, 20, 29, 30, 31, 32, 40, 41, 50, 51, 60, 61, 70, 100, 137):
        yield {
            "title": f"同一申请人一个自然月内{number}件",
            "facts": {"tariff": "by_item", "number": number, "received_on": "2024-09-10"},
            "expected": {"yuan": item_fee(number)},
            "law": [f"{FEE}第四条"],
        }
    for number in (0, 1, 30, 31, 99, 100, 101, 150, 200, 201, 300, 1000):
        yield {
            "title": f"一件申请提供{number}页",
            "facts": {"tariff": "by_page", "number": number, "received_on": "2024-09-10"},
            "expected": {"yuan": page_fee(number)},
            "law": [f"{FEE}第五条"],
        }


# --- outcomes: row, letter, article, remedy

_REFUSED = "第三十六条第（三）项"
_REFUSED_14 = ["第十四条", _REFUSED]
#: Printed number of the row, its label, the articles, whether the decision is a refusal under Articles 14 to 16, needs a reason.
_OUTCOMES: tuple[tuple[str, str, str, list[str], bool, bool], ...] = (
    ("granted/provided", "3.1", "（一）予以公开", ["第三十六条第（二）项"], False, False),
    ("granted/published", "3.1", "（一）予以公开", ["第三十六条第（一）项"], False, False),
    ("partly_granted/separated", "3.2", "（二）部分公开", ["第三十七条"], True, True),
    ("refused.state_secret/refused", "3.3.1", "1.属于国家秘密", _REFUSED_14, True, True),
    ("refused.prohibited_by_law/refused", "3.3.2", "2.其他法律行政法规禁止公开", _REFUSED_14, True, True),
    ("refused.security_and_stability/refused", "3.3.3", "3.危及“三安全一稳定”", _REFUSED_14, True, True),
    ("refused.third_party_rights/refused", "3.3.4", "4.保护第三方合法权益", ["第十五条", _REFUSED], True, True),
    ("refused.internal_affairs/refused", "3.3.5", "5.属于三类内部事务信息", ["第十六条第一款", _REFUSED], True, True),
    ("refused.process_information/refused", "3.3.6", "6.属于四类过程性信息", ["第十六条第二款", _REFUSED], True, True),
    ("refused.enforcement_file/refused", "3.3.7", "7.属于行政执法案卷", ["第十六条第二款", _REFUSED], True, True),
    ("refused.administrative_inquiry/inquiry", "3.3.8", "8.属于行政查询事项", ["第三十六条第（七）项"], False, True),
    ("unavailable.not_held/none_found", "3.4.1", "1.本机关不掌握相关政府信息", ["第三十六条第（四）项"], False, True),
    ("unavailable.not_held/other_agency", "3.4.1", "1.本机关不掌握相关政府信息", ["第三十六条第（五）项"], False, True),
    ("unavailable.requires_creation/creation", "3.4.2", "2.没有现成信息需要另行制作", ["第三十八条"], False, True),
    ("unavailable.unclear_after_correction/unclear", "3.4.3", "3.补正后申请内容仍不明确", ["第三十条"], False, True),
    ("not_processed.petition/petition", "3.5.1", "1.信访举报投诉类申请", ["第三十九条第一款"], False, True),
    ("not_processed.duplicate/duplicate", "3.5.2", "2.重复申请", ["第三十六条第（六）项"], False, True),
    ("not_processed.publication/publication", "3.5.3", "3.要求提供公开出版物", ["第三十九条第二款"], False, True),
    ("not_processed.excessive/excessive", "3.5.4", "4.无正当理由大量反复申请", ["第三十五条"], False, True),
    ("not_processed.confirmation/confirmation", "3.5.5", "5.要求行政机关确认或重新出具已获取信息", ["第二条"], False, True),
    ("other.correction_overdue/overdue", "3.6.1",
     "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", ["第三十条"], False, False),
    ("other.fee_overdue/overdue", "3.6.2",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", [f"{FEE}第六条"], False, False),
)  # fmt: skip
_LETTERS = {"3.1": "予以公开", "3.2": "部分公开", "3.3": "不予公开", "3.4": "无法提供", "3.5": "不予处理", "3.6": "其他处理"}


def outcomes() -> Iterator[Case]:
    """Each way to decide, with a reply that the applicant received before and after reconsideration came first."""
    for key, row, label, articles, refusal, reason in _OUTCOMES:
        for received in ("2023-12-29", "2024-01-02", "2025-08-05"):
            first = refusal and day(received) >= day("2024-01-01")
            review = calendar_days(day(received), 60)[1]
            suit = None if first else str(months(day(received), 6)[1])
            yield {
                "title": f"{label}（{'、'.join(articles)}），{received}答复并收到",
                "facts": {"decision": key, "replied_on": received, "received_on": received},
                "expected": {
                    "row": row, "label": label, "letter": _LETTERS[row[:3]], "reason_required": reason,
                    "review_first": first, "reconsideration_until": str(review), "litigation_until": suit,
                },
                "law": [article if article.startswith(FEE) else f"{REG}{article}" for article in articles],
            }  # fmt: skip


# --- table three


def years() -> Iterator[Case]:
    """Applications around the turn of the year: the row they come in by and the row they go out by."""
    received = {"event": "received", "on": "2023-12-20", "channel": "counter"}
    online = {"event": "received", "on": "2023-12-30", "channel": "online"}
    refused = {"event": "replied", "on": "2024-01-10", "outcome": "refused.state_secret"}
    reopened = {"event": "reopened", "on": "2024-06-03", "due_on": "2024-06-24"}
    again = {"event": "replied", "on": "2024-06-20", "outcome": "granted"}
    histories = {
        "12月收到，未办结": [received],
        "12月31日办结": [received, {"event": "replied", "on": "2023-12-31", "outcome": "granted"}],
        "次年办结": [received, refused],
        "次年办结，年内责令重新答复并改为公开": [received, refused, reopened, again],
        "次年办结，年末仍待重新答复": [received, refused, {**reopened, "on": "2024-12-20", "due_on": "2025-01-10"}],
        "本年办结，次年责令重新答复": [
            received, {"event": "replied", "on": "2023-12-29", "outcome": "refused.state_secret"}, reopened, again,
        ],
        "网上申请，次年1月确认": [online, {"event": "confirmed", "on": "2024-01-02"}],
        "网上申请，从未确认": [online],
        "年末等待补正": [received, {"event": "correction_asked", "on": "2023-12-27"}],
        "年末等待缴费": [received, {"event": "fee_noticed", "on": "2023-12-27"}],
        "次年撤回": [received, {"event": "withdrawn", "on": "2024-01-05"}],
        "误录的答复已更正": [
            received, {"event": "replied", "on": "2023-12-28", "outcome": "granted"},
            {"event": "struck", "on": "2023-12-29", "sequence": 2, "reason": "记错"},
        ],
    }  # fmt: skip
    for what, events in histories.items():
        for year in (2023, 2024, 2025):
            found = year_cells(events, year)
            yield {
                "title": f"{what}：{year}年表三",
                "facts": {"events": events, "year": year, "applicant_kind": "natural_person"},
                "expected": {"inflow": found[0] if found else None, "outflow": found[1] if found else None},
                "law": ["国办公开办函〔2021〕30号第三部分"],
            }


def report_deadlines() -> Iterator[Case]:
    """By when the annual report is published."""
    for kind, name, until in (
        ("department", "县级部门", "01-31"),
        ("government", "县级政府", "03-31"),
        ("township", "乡镇", "01-31"),
    ):
        for year in (2021, 2024, 2025):
            yield {
                "title": f"{name}{year}年度报告的公布期限",
                "facts": {"kind": kind, "reporting_year": year},
                "expected": {"until": f"{year + 1}-{until}"},
                "law": [f"{REG}第四十九条"],
            }


FAMILIES = {
    "working_days": working_days, "receipt": receipts, "reply_due": replies_due, "other_periods": other_periods,
    "silence": silence, "fees": fees, "outcomes": outcomes, "table_three": years, "report_deadlines": report_deadlines,
}  # fmt: skip


def cases(family: str) -> list[Case]:
    """The cases of a family with their ids."""
    return [{"id": f"{family}-{number:03d}", **case} for number, case in enumerate(FAMILIES[family](), start=1)]


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: a case is read by itself."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the dumper's signature
        """Never a reference to another place."""
        return True


def main() -> None:
    """Write every family to its file."""
    CASES.mkdir(exist_ok=True)
    for family in FAMILIES:
        text = yaml.dump(cases(family), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=130)
        words = (FAMILIES[family].__doc__ or "").strip()
        (CASES / f"{family}.yaml").write_text(f"# {words}\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
