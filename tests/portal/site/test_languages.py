"""The English of the pages: parts over the catalogue, compiled when something is younger, kept in step by the tool."""

import gettext
import importlib.util
import os
import re
import sys
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from portal import languages

PROJECT = Path(__file__).resolve().parents[3]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def write(path, *entries):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n\n".join(entries), encoding="utf-8")


def entry(words, english):
    return f'msgid "{words}"\nmsgstr "{english}"'


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """An invented catalogue and folder of parts."""
    monkeypatch.setattr(languages, "CATALOGUE", tmp_path / "locale/en/LC_MESSAGES/django.po")
    monkeypatch.setattr(languages, "PARTS", tmp_path / "locale/parts")
    write(languages.CATALOGUE, entry("首页", "Start"), entry("返回", "Back"))
    write(languages.PARTS / "site.po", entry("首页", "Home"), entry("返回", ""))
    return tmp_path / "data"


def english(folder):
    with (folder / "en/LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_what_a_part_says_holds_and_what_it_leaves_empty_does_not(catalogues):
    languages.compile_into(catalogues)

    assert english(catalogues).gettext("首页") == "Home"
    assert english(catalogues).gettext("返回") == "Back"


def test_plurals_are_kept(catalogues):
    write(languages.PARTS / "more.po", 'msgid "%(n)s条"\nmsgid_plural "%(n)s条"\nmsgstr[0] "%(n)s item"\nmsgstr[1] "%(n)s items"')
    languages.compile_into(catalogues)

    assert [english(catalogues).ngettext("%(n)s条", "%(n)s条", n) % {"n": n} for n in (1, 2)] == ["1 item", "2 items"]


def test_a_younger_part_is_compiled_and_an_older_one_is_not(catalogues):
    languages.compile_into(catalogues)
    compiled = catalogues / "en/LC_MESSAGES/django.mo"
    long_after = compiled.stat().st_mtime + 100
    write(languages.PARTS / "site.po", entry("首页", "Front page"))
    os.utime(compiled, (long_after, long_after))

    languages.compile_into(catalogues)
    assert english(catalogues).gettext("首页") == "Home"

    os.utime(languages.PARTS / "site.po", (long_after + 1, long_after + 1))
    languages.compile_into(catalogues)
    assert english(catalogues).gettext("首页") == "Front page"


def test_a_folder_that_cannot_be_written_to_leaves_chinese_and_a_warning(catalogues, caplog):
    catalogues.write_text("a file where the folder should be", encoding="utf-8")
    languages.compile_into(catalogues)

    assert "stay in Chinese" in caplog.text


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """The tool over an invented portal of one file and one template."""
    specification = importlib.util.spec_from_file_location("portal_messages", PROJECT / "tools/portal_messages.py")
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "portal_messages", module)
    specification.loader.exec_module(module)
    portal = tmp_path / "src/portal"
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(module, "PORTAL", portal)
    monkeypatch.setattr(module, "PARTS", portal / "locale/parts")
    monkeypatch.setattr(languages, "PARTS", portal / "locale/parts")
    monkeypatch.setattr(languages, "CATALOGUE", portal / "locale/en/LC_MESSAGES/django.po")
    monkeypatch.setattr(module, "CATALOGUE", languages.CATALOGUE)
    (portal / "templates").mkdir(parents=True)
    (portal / "views.py").write_text(
        'from django.utils.translation import gettext as _\nsaid = _("已%(what)s")\n', encoding="utf-8"
    )
    (portal / "templates/a.html").write_text("{% load i18n %}<p>{% translate '首页' %}</p>", encoding="utf-8")
    return module


def complaints(tool):
    known = tool.merged(languages.sources())
    return [*tool.differing_parts(), *tool.unmarked(), *tool.complaints_about(list(tool.sentences()), known)]


def test_a_sentence_without_translation_is_named_with_its_place(tool):
    assert complaints(tool) == [
        "src/portal/views.py:2: no translation of “已%(what)s”",
        "src/portal/templates/a.html:1: no translation of “首页”",
    ]


def test_in_step_there_is_nothing_to_say(tool):
    write(tool.PARTS / "a.po", entry("首页", "Home"), entry("已%(what)s", "%(what)s done"))

    assert complaints(tool) == []


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ((entry("已%(what)s", "done"),), "fills in other facts"),
        ((entry("已%(what)s", "%(what)s, %(who)s"),), "fills in other facts"),
        ((entry("已%(what)s", "%(what)s done"), entry("末页", "Last page")), "nothing says “末页” any more"),
    ],
)
def test_what_does_not_fit_is_named(tool, entries, complaint):
    write(tool.PARTS / "a.po", entry("首页", "Home"), *entries)
    found = complaints(tool)

    assert len(found) == 1
    assert complaint in found[0]


def test_two_parts_that_differ_are_named(tool):
    write(tool.PARTS / "a.po", entry("首页", "Home"), entry("已%(what)s", "%(what)s done"))
    write(tool.PARTS / "b.po", entry("首页", "Start"))

    assert [words for words in complaints(tool) if "differently" in words]


def test_chinese_outside_of_a_translation_is_named(tool):
    write(tool.PARTS / "a.po", entry("首页", "Home"), entry("已%(what)s", "%(what)s done"))
    (tool.PORTAL / "templates/a.html").write_text("{% load i18n %}\n{% translate '首页' %}\n<p>末页</p>", encoding="utf-8")

    assert complaints(tool) == ["src/portal/templates/a.html:3: “末页” is not marked for translation"]


def test_the_catalogue_is_written_in_the_order_of_the_code(tool):
    write(tool.PARTS / "a.po", entry("首页", "Home"), entry("已%(what)s", "%(what)s done"))
    found = list(tool.sentences())
    tool.write(found, tool.merged(languages.sources()))
    text = tool.CATALOGUE.read_text(encoding="utf-8")

    assert text.index("views") > 0
    assert 'msgstr "Home"' in text
    assert [sentence.key[0] for sentence in found] == ["已%(what)s", "首页"]


def test_what_django_says_is_said_in_plain_chinese():
    from django.contrib.auth.password_validation import MinimumLengthValidator
    from django.forms import CharField, EmailField

    with translation.override("zh-hans"):
        assert str(CharField().error_messages["required"]) == "请填写或者选择这一项。"
        assert MinimumLengthValidator(10).get_error_message() == "密码太短，至少10个字符。"
        assert "name@example.com" in str(EmailField().default_validators[0].message)


def test_no_page_prints_a_chinese_mark_outside_a_sentence_that_is_translated():
    """Between two pieces a page writes ``{% mark "：" %}``; the pages of last resort are Chinese alone."""
    apart = re.compile(
        r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}|\{%\s*comment\b.*?endcomment\s*%\}"
        r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
        re.DOTALL,
    )
    pages = [
        page for page in (PROJECT / "src/portal/templates").rglob("*.html") if page.name not in ("500.html", "403_csrf.html")
    ]
    left = [page.name for page in pages if re.search("[：，；、。（）]", apart.sub("", page.read_text(encoding="utf-8")))]
    assert len(pages) > 100
    assert left == []


def test_a_mark_between_two_pieces_is_written_as_the_language_of_the_page_writes_it():
    page = Template('{% load house %}Word{% mark "（" %}PDF{% mark "）" %}{% mark "：" %}1{% mark "、" %}2')
    with translation.override("en"):
        assert page.render(Context()) == "Word (PDF): 1, 2"
    with translation.override("zh-hans"):
        assert page.render(Context()) == "Word（PDF）：1、2"
