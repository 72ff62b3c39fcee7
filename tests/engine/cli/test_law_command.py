"""``gongkai law show``: what the program takes for the law, and since when."""

import subprocess
import sys

import pytest

from engine.cli.command_line import gongkai


def line_of(key, *arguments):
    return next(line for line in gongkai("law", "show", *arguments).lines if line.startswith(key + " "))


@pytest.mark.parametrize(("on", "words"), [("2019-05-14", "15个工作日"), ("2019-05-15", "20个工作日")])
def test_the_value_of_the_day(on, words):
    assert line_of("application.reply_period", "--on", on).endswith(words)


def test_output_that_nobody_reads_to_its_end_is_no_error():
    """``gongkai law show | head -1``: the reader goes away, and all is well."""
    running = subprocess.Popen(
        [sys.executable, "-c", "from disclosure.cli import main; main(['law', 'show'])"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    first = running.stdout.readline()
    running.stdout.close()
    _out, complaint = running.communicate(timeout=60)

    assert first.decode().strip() == "法定参数"
    assert (running.returncode, complaint) == (0, b"")


def test_doubtful_points_open_points_and_notices_are_shown_too():
    shown = gongkai("law", "show").out

    assert "consultation_start" in shown
    assert "国办发明电〔2006〕49号" in shown
    assert "第31至40件的价格，未见官方算例。" in shown


def test_every_decision_and_every_ground_for_withholding_is_shown_with_its_articles():
    shown = gongkai("law", "show").out
    assert "refused.enforcement_file" in shown
    assert "不属于本机关负责公开" in shown
    ground = next(line for line in shown.splitlines() if "第三方合法权益" in line)
    assert "第十五条" in ground
    assert "第三方同意公开" in ground
    assert "refused.enforcement_file" not in gongkai("law", "show", "--on", "2019-05-14").out


def test_before_anything_is_on_record_there_are_no_notices():
    assert gongkai("law", "show", "--on", "2000-01-01").status == 0


NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月5日
"""


def test_an_invented_notice_becomes_a_file_that_the_clock_takes(tmp_path):
    text, year = tmp_path / "notice.txt", tmp_path / "2027.yaml"
    text.write_bytes(NOTICE.encode("gb18030"))
    year.write_text(gongkai("law", "calendar-import", str(text), "--checked", "2026-11-06").out, encoding="utf-8")

    provisional = gongkai("clock", "--received", "2027-01-20").out
    settled = gongkai("clock", "--received", "2027-01-20", "--notice", str(year)).out
    assert "届满日是暂定的" in provisional
    assert "届满日是暂定的" not in settled
    assert settled.strip().endswith("答复期限届满日：2027-02-22（星期一）")
    assert "春节放假（国办发明电〔2026〕99号）" in settled


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "没有找到"), (b"x" * 300_000, "过大"), (NOTICE.replace("周五", "周六").encode(), "与日历不符")],
)
def test_a_file_that_is_no_notice_is_refused(tmp_path, content, words):
    path = tmp_path / "notice.txt"
    path.write_bytes(content)
    ran = gongkai("law", "calendar-import", str(path))

    assert ran.status == 2
    assert words in ran.err


def test_a_notice_without_a_day_of_issue_needs_the_day_of_announcement(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE.partition("国务院办公厅\n2026")[0], encoding="utf-8")

    assert "--announced" in gongkai("law", "calendar-import", str(path)).err
    assert "announced: 2026-11-05" in gongkai("law", "calendar-import", str(path), "--announced", "2026-11-05").out


def test_without_a_day_the_newest_values_with_their_sources():
    line = line_of("application.reply_period")

    assert "2019-05-15起" in line
    assert "《政府信息公开条例》第三十三条第二款" in line


def test_before_the_law_a_parameter_says_that_there_was_none():
    assert line_of("fees.by_item", "--on", "2020-12-31").endswith("本程序未收录该日的规定")


def test_only_documents_in_force_on_the_day_are_listed():
    shown = gongkai("law", "show", "--on", "2022-01-01").out.partition("\n法律文件\n")[2]

    assert "国办公开办函〔2021〕30号" in shown
    assert "国办公开办函〔2019〕60号" not in shown
    assert "国办公开办函〔2019〕60号" in gongkai("law", "show").out


def test_a_day_that_is_none_is_refused():
    ran = gongkai("law", "show", "--on", "2022-02-29")

    assert ran.status == 2
    assert "不是日期" in ran.err
