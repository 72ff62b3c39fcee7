"""``gongkai fee``: the processing fee (信息处理费) with its computation; the amount stands last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from disclosure.cli.columns import columns
from disclosure.cli.group import Command
from disclosure.cli.usage import DAY, CountType, SpokenUsage
from disclosure.language import Label, Message, _
from disclosure.law import Charge, ChargeLine, tariff

#: Most units that may be asked for: every tier of the computation is printed.
MOST = 100_000


@click.command("fee", cls=Command, help=str(_("计算政府信息公开信息处理费（国办函〔2020〕109号），逐档列出算式。")))
@click.option("--items", type=CountType(0, MOST), metavar="N", help=str(_("按件计收：同一申请人一个自然月内的申请件数。")))
@click.option("--pages", type=CountType(0, MOST), metavar="N", help=str(_("按量计收：一件申请提供的页数。")))
@click.option("--on", type=DAY, metavar="DAY", help=str(_("收到申请之日，缺省用最新的收费标准。")))
def fee(items: int | None, pages: int | None, on: date | None) -> None:
    """Print the computation tier by tier, the amount in 元 on the last line."""
    if (items is None) == (pages is None):
        raise SpokenUsage(_("请给出 --items（件数）或者 --pages（页数）之一：同一件申请不能同时按两种标准计算"))
    key, number = ("fees.by_item", items) if items is not None else ("fees.by_page", pages)
    for line in computation(tariff(key, on).charge(number or 0)):
        click.echo(line)


def computation(charge: Charge) -> Iterator[str]:
    """The computation in lines: what is charged by which article, each tier, the sum last."""
    yield str(_("{count}{unit}（{law}）", count=charge.number, unit=charge.tariff.counts, law=charge.tariff.citation))
    yield from columns(_tier(line, charge.tariff.counts) for line in charge.lines)
    if charge.number:
        yield str(_("其中第{count}{unit}：{price}元", count=charge.number, unit=charge.tariff.counts, price=charge.marginal))
    if charge.tariff.note:
        yield str(_("说明：{note}", note=charge.tariff.note))
    yield str(_("应收信息处理费：{amount}元", amount=charge.amount))


def _tier(line: ChargeLine, unit: Label) -> tuple[str, ...]:
    first, last, price = line.tier.first, line.tier.last, line.tier.price
    span = _("第{first}—{last}{unit}", first=first, last=last, unit=unit) if last else _above(first, unit)
    return (
        str(span),
        str(_("{number}{unit} × {price}元", number=line.number, unit=unit, price=price)),
        str(_("= {amount}元", amount=line.amount) if price else _("= 0元（不收费）")),
    )


def _above(first: int, unit: Label) -> Message:
    return _("第{first}{unit}以上", first=first, unit=unit)
