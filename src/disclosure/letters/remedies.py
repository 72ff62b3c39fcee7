"""What the reader may do who disagrees (救济途径), in the words of the day of the letter.

《行政复议法》第二十三条第一款第四项: since 2024-01-01 a refusal on Articles 14 to 16 goes to reconsideration before a court,
and the agency must say so. Everything else may go to either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from disclosure.law import DEFAULT_READINGS, ArticleRef, Citation, Readings, parameter, parse_article, period
from disclosure.letters.facts import words
from disclosure.letters.matter import Office, Withheld
from disclosure.letters.wording import Wording
from disclosure.records import Decision, outcome_of


def law_words(*citations: Citation) -> str:
    """The articles in a row, the law in full: 《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项."""
    said: list[str] = []
    document = None
    for each in citations:
        name = "" if document == each.document.key else f"《{each.document.title.zh}》"
        number = f"（{each.document.number}）" if name and each.document.known_by_number and each.document.number else ""
        said.append(name + number + (each.article.text("zh") if each.article else ""))
        document = each.document.key
    return "、".join(said)


def _refuses_on(decision: Decision, named: Sequence[ArticleRef]) -> bool:
    articles = [parse_article(article.partition(":")[2]).article for article in decision.articles]
    return any(each.article in articles for each in named)


def reconsideration_first(
    row: str,
    decision: str,
    parts: Sequence[Withheld],
    on: date,
    rules: Sequence[Wording] = (),
    readings: Readings = DEFAULT_READINGS,
) -> bool:
    """Whether who disagrees must apply for reconsideration before suing (复议前置), for a decision of that day.

    A separated reply refuses what it withholds: by the articles of its ``parts``, or, where none are named, as a refusal. Of what
    is no refusal by the articles the agency's ``readings`` of two doubtful points may say otherwise.
    """
    named = [parse_article(article) for article in parameter("remedies.reconsideration_first").on(on).value]
    if any(row in rule.review_first for rule in rules):
        return True
    outcome = outcome_of(row)
    if outcome.remedies != "refusal" or not named:
        return outcome.reconsideration_first(on, readings)
    chosen = outcome.decision(decision)
    if _refuses_on(chosen, named):
        return True
    return not parts or any(_refuses_on(outcome_of(part.row).decision(""), named) for part in parts)


def remedies(office: Office, subject: str, on: date, *, first: bool) -> str:
    """The paragraph on remedies for a letter of that day; ``first`` where reconsideration comes before a court."""
    dated = parameter("remedies.reconsideration_first").on(on)
    said = words(
        "review_first" if first else "free",
        subject=subject,
        law=law_words(dated.citation),
        reconsideration=period("remedies.reconsideration_period", on).label.zh,
        litigation=period("remedies.litigation_period", on).label.zh,
        after=period("remedies.litigation_after_reconsideration_period", on).label.zh,
        organ=office.reconsideration_organ or words("organ_unknown"),
        court=office.court or words("court_unknown"),
    )
    return said + (words("online", online=office.reconsideration_online) if office.reconsideration_online else "")
