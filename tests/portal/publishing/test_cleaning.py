"""Text from strangers: only what a page of ours has stays, and nothing of it runs."""

import pytest

from disclosure.privacy import mask
from portal.publishing.cleaning import clean
from portal.publishing.wording import addresses, reworded, words


@pytest.mark.parametrize(
    ("came", "stays"),
    [
        ("", ""),
        ("一行\n\n  二行　\n", "<p>一行</p>\n<p>二行</p>"),
        ("1 < 2 且 3 > 2", "<p>1 &lt; 2 且 3 &gt; 2</p>"),
        ("<p>好</p>", "<p>好</p>"),
        ("<h1>题</h1>", "<h2>题</h2>"),
        ("<p>好<script>alert(1)</script></p>", "<p>好</p>"),
        ("<p onclick=x()>好</p>", "<p>好</p>"),
        ('<p style="mso-x:1" class="MsoNormal"><span lang="EN">好</span></p>', "<p>好</p>"),
        ("<p>好<!-- <script> --></p>", "<p>好</p>"),
        ("<p>&nbsp;</p><p>好</p>", "<p>好</p>"),
        ('<a href="https://www.gov.cn/">点</a>', '<a href="https://www.gov.cn/" rel="noopener noreferrer">点</a>'),
        ('<a href="JaVaScRiPt:alert(1)">点</a>', '<a rel="noopener noreferrer">点</a>'),
        ('<a href="data:text/html,x">点</a>', '<a rel="noopener noreferrer">点</a>'),
        ('<a href="java&#10;script:alert(1)">点</a>', '<a rel="noopener noreferrer">点</a>'),
        ('<img src="https://elsewhere/x.png" onerror=x()>好<b>体</b>', "好<b>体</b>"),
        ("<form action=x><input name=y>好</form>", "好"),
        ("<svg><p>好<style><img src=x onerror=alert(1)></style></svg>", "<p>好</p>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
        ('<base href="//evil"><meta http-equiv=refresh content=0><link rel=stylesheet href=x><p>好</p>', "<p>好</p>"),
    ],
)
def test_what_stays(came, stays):
    assert clean(came) == stays


def test_tables_keep_their_spans():
    table = '<table><tbody><tr><td colspan="2" width="9">甲</td></tr><tr><td>乙</td><td>丙</td></tr></tbody></table>'

    assert clean(table) == table.replace(' width="9"', "")


def test_cleaning_twice_changes_nothing():
    once = clean('<div><p>好&amp;&lt;b&gt;<a href="https://a.cn/?a=1&amp;b=2">点</a><br>下</p><ul><li>一</li></ul></div>')

    assert clean(once) == once


def test_words_are_in_one_piece_inside_a_block_and_apart_between_blocks():
    assert words("<p>电话<b>138</b>0013<i>8000</i></p><p>138</p><p>00138000</p>").split() == [
        "电话13800138000",
        "138",
        "00138000",
    ]


def test_a_number_broken_up_by_bold_type_is_masked_where_it_stands():
    assert reworded("<p>电话<b>138</b>0013<i>8000</i>。&lt;b&gt;</p>", mask) == "<p>电话<b>138</b>****<i>8000</i>。&lt;b&gt;</p>"


def test_a_link_with_a_number_loses_its_address():
    assert reworded('<p><a href="tel:13800138000">打电话</a></p>', mask) == "<p><a>打电话</a></p>"


def test_a_text_without_numbers_stays_as_it_is():
    body = '<p>办公电话0000-1234567，<a href="https://www.gov.cn/">点</a></p><table><tbody><tr><td>a</td></tr></tbody></table>'

    assert reworded(body, mask) == body
    assert addresses(body) == ["https://www.gov.cn/"]


def test_a_change_that_moves_letters_is_refused():
    with pytest.raises(ValueError, match="length"):
        reworded("<p>好</p>", lambda text: text + "x")
