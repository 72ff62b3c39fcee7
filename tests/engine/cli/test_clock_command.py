"""``gongkai clock``: the due day last, every day explained, wrong usage in plain words."""

import json

import pytest

from engine.cli.command_line import gongkai


@pytest.mark.parametrize(
    ("receipt", "due"),
    [
        ("2022-09-30", "2022-11-02（星期三）"),
        ("2022-01-24", "2022-02-24（星期四）"),
        ("2023-04-20", "2023-05-19（星期五）"),
        ("2023-09-15", "2023-10-19（星期四）"),
        ("2024-02-01", "2024-03-05（星期二）"),
        ("2024-09-10", "2024-10-14（星期一）"),
        ("2025-01-10", "2025-02-13（星期四）"),
        ("2025-09-15", "2025-10-17（星期五）"),
    ],
)
def test_the_last_line_is_the_due_day(receipt, due):
    ran = gongkai("clock", "--received", receipt)

    assert ran.status == 0
    assert ran.last == f"答复期限届满日：{due}"
    assert ran.err == ""


@pytest.mark.parametrize("channel", ["counter", "registered_post", "post", "online", "fax"])
def test_every_channel_names_its_article(channel):
    ran = gongkai("clock", "--received", "2024-09-10", "--channel", channel)

    assert ran.last == "答复期限届满日：2024-10-14（星期一）"
    assert "第三十一条第（" in ran.out


def test_every_day_is_explained():
    lines = [" ".join(line.split()) for line in gongkai("clock", "--received", "2024-09-10").lines]

    assert "2024-09-10 星期二 工作日 当日不计入 收到申请" in lines
    assert "2024-09-11 星期三 工作日 第1个工作日，共20个" in lines
    assert "2024-09-14 星期六 调休上班（国办发明电〔2023〕7号） 第4个工作日，共20个" in lines
    assert "2024-09-17 星期二 中秋节放假（国办发明电〔2023〕7号） 不计入" in lines
    assert "2024-09-21 星期六 周末 不计入" in lines
    assert "2024-10-14 星期一 工作日 第20个工作日，共20个" in lines
    assert sum(line.startswith("2024-") for line in lines) == 35


def test_a_number_of_days_of_ones_own():
    ran = gongkai("clock", "--received", "2022-01-28", "--days", "7")

    assert ran.last == "答复期限届满日：2022-02-11（星期五）"
    assert "7个工作日（按 --days）" in ran.out


def test_correction_consultation_and_extension_show_their_articles():
    ran = gongkai("clock", "--received", "2024-09-09", "--corrected-asked", "2024-09-11", "--corrected", "2024-10-08",
                  "--consultation", "2024-10-10:2024-10-15", "--extended", "5", "--extended-on", "2024-10-16")  # fmt: skip

    # 4 November without consultation; 11, 12, 14 and 15 October taken out, five days added
    assert ran.last == "答复期限届满日：2024-11-15（星期五）"
    assert "等待补正，不计算（《政府信息公开条例》第三十条）" in ran.out
    assert "重新计算，当日不计入（《政府信息公开条例》第三十条）" in ran.out
    assert "征求意见，不计算（《政府信息公开条例》第三十三条第三款）" in ran.out
    assert "答复期限延长5个工作日，延长后共25个工作日" in ran.out
    assert "未给出" not in ran.out


def test_what_was_not_given_is_said_to_be_assumed():
    ran = gongkai("clock", "--received", "2024-09-09", "--corrected", "2024-10-08", "--extend")

    assert ran.last.startswith("答复期限届满日：2024-12-02")
    assert "未给出告知补正之日" in ran.out
    assert "未给出决定延长之日" in ran.out


def test_an_open_consultation_ends_with_its_period():
    ran = gongkai("clock", "--received", "2024-03-01", "--consultation", "2024-03-04:")

    assert ran.last == "答复期限届满日：2024-04-22（星期一）"
    assert "征求意见的期限于2024-03-25届满" in ran.out


def test_a_clock_that_stands_still_says_for_what():
    correction = gongkai("clock", "--received", "2024-09-09", "--corrected-asked", "2024-09-11")
    payment = gongkai("clock", "--received", "2024-09-10", "--fee-noticed", "2024-09-12")

    assert correction.last.startswith("答复期限暂停：等待申请人补正")
    assert payment.last == "答复期限暂停：等待申请人缴费，缴费期限至2024-10-16"
    assert correction.status == payment.status == 0


def test_late_events_are_named_and_do_not_move_the_day():
    ran = gongkai("clock", "--received", "2024-09-10", "--extended", "5", "--extended-on", "2024-10-15")

    assert ran.last == "答复期限届满日：2024-10-14（星期一）"
    assert "不影响届满日" in ran.out


def test_a_due_day_past_the_last_notice_is_called_provisional():
    assert "暂定" in gongkai("clock", "--received", "2035-12-03").out
    assert "暂定" not in gongkai("clock", "--received", "2024-09-10").out


@pytest.mark.parametrize("written", ["2024/9/10", "2024年9月10日", "2024.9.10", " 2024-09-10 "])
def test_days_may_be_written_as_people_write_them(written):
    assert gongkai("clock", "--received", written).last == "答复期限届满日：2024-10-14（星期一）"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "缺少收到申请之日"),
        (["--received", "2024-13-01"], "不是日期"),
        (["--received", "2024-02-30"], "不是日期"),
        (["--received", "昨天"], "不是日期"),
        (["--received", ""], "不是日期"),
        (["--received", "99999999999-01-01"], "不是日期"),
        (["--received", "2037-12-20"], "超出了工作日历的范围"),
        (["--received", "2007-01-01"], "还没有规定"),
        (["--received", "9999-12-31"], "超出了工作日历的范围"),
        (["--received", "2024-09-10", "--channel", "pigeon"], "没有名为“pigeon”的渠道"),
        (["--received", "2024-09-10", "--days", "0"], "应为1至"),
        (["--received", "2024-09-10", "--days", "-5"], "应为1至"),
        (["--received", "2024-09-10", "--days", "二十"], "应为1至"),
        (["--received", "2024-09-10", "--days", "99999999999999999999"], "应为1至"),
        (["--received", "2024-09-10", "--corrected-asked", "2024-09-09"], "早于收到申请之日"),
        (["--received", "2024-09-10", "--corrected", "2024-09-09"], "请先补录|早于"),
        (["--received", "2024-09-10", "--consultation", "2024-09-20:2024-09-11"], "早于起日"),
        (["--received", "2024-09-10", "--consultation", "下周"], "不是日期"),
        (["--received", "2024-09-10", "--extend", "--extended", "3"], "只能用一个"),
        (["--received", "2024-09-10", "--extended", "21"], "1至20"),
        (["--received", "2024-09-10", "--paid", "2024-09-11"], "请先补录"),
        (["--recieved", "2024-09-10"], "没有选项"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_status_2(arguments, words):
    ran = gongkai("clock", *arguments)

    assert ran.status == 2
    assert any(word in ran.err for word in words.split("|")), ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


CASE = [
    {"event": "received", "on": "2024-09-10", "channel": "counter"},
    {"event": "replied", "on": "2024-10-15", "outcome": "granted"},
    {"event": "reopened", "on": "2025-02-10", "due_on": "2025-02-20"},
]


def test_a_whole_case_is_read_from_a_file_and_every_phase_explained(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"events": CASE}), encoding="utf-8")
    shown = gongkai("clock", "--events", str(file), "--as-of", "2025-02-21").out

    assert "答复期限届满日：2024-10-14（星期一）" in shown
    assert "期限由复议决定或者判决确定：2025-02-20" in shown
    assert "提示：2024-10-15，答复晚于期限届满之日2024-10-14" in shown
    assert "提示：2025-02-21，期限已于2025-02-20届满，尚未答复" in shown


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "[1]", "[" * 100_000, json.dumps([{"event": "eaten", "on": "2024-09-10"}]),
                json.dumps([{"event": "received", "on": 5}]), " " * 1_000_001]
)  # fmt: skip
def test_a_file_that_is_no_case_is_refused(tmp_path, content):
    file = tmp_path / "case.json"
    file.write_text(content, encoding="utf-8")

    assert gongkai("clock", "--events", str(file)).status == 2


def test_events_and_options_together_are_refused(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")

    assert gongkai("clock", "--events", str(file), "--received", "2024-09-10").status == 2
    assert gongkai("clock", "--events", str(tmp_path / "none.json")).status == 2
