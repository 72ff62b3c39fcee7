"""A handful of invented documents, and questions about them with the documents that answer."""

from datetime import date

#: Object id, title, body, numbers, day.
DOCUMENTS = [
    (
        1,
        "青禾镇2025年养老服务补贴发放公示",
        "现将本季度养老服务补贴名单公示如下。\n共发放补贴12.5万元。",
        ["青政〔2025〕3号"],
        date(2025, 4, 1),
    ),
    (
        2,
        "关于开展春季防火工作的通知",
        "各村（社区）：请做好森林防火工作。咨询养老事项的电话另行公布。",
        ["青政发〔2025〕12号"],
        date(2025, 3, 2),
    ),
    (
        3,
        "青禾镇2024年财政决算",
        "<p>一般公共预算收入1234万元。</p><p>支出按功能分类列示。</p>",
        ["11441900007330/2024-00012"],
        date(2024, 9, 10),
    ),
    (4, "政府信息公开指南", "公民、法人或者其他组织可以申请公开政府信息。\n受理机构：党政办公室。", [], date(2023, 1, 3)),
    (5, "Ｑ＆Ａ：医保报销问答 FAQ", "问：怎样报销？答：持卡结算。", [], date(2024, 1, 1)),
    (6, "䶮村𱁬桥修缮工程中标公告", "䶮村𱁬桥修缮工程由中标人实施。", [], date(2024, 5, 6)),
]

#: Question, the documents found in their order, and why.
QUESTIONS = [
    ("养老", [1, 2], "a word of two characters; a title comes before a body"),
    ("府信", [4], "two characters across the border of two words"),
    ("镇", [1, 3], "a single character"),
    ("桥", [6], "a single character that no pair begins with"),
    ("养老补贴", [1], "two words that stand apart in the text"),
    ("怎样申请政府信息公开", [4], "a question as people put it"),
    ("补贴 防火", [], "words of different documents"),
    ("青政〔2025〕3号", [1], "a document number with its brackets"),
    ("00012", [3], "the end of an index number"),
    ("4190", [3], "the middle of an index number"),
    ("2025", [1, 2], "a year in titles and numbers"),
    ("q&a", [5], "full width and half width, large and small letters"),
    ("FAQ", [5], "letters"),
    ("𱁬桥", [6], "a character younger than the tokenizer"),
    ("  公示 。", [1], "blanks and signs around"),
    ("", [], "nothing asked"),
    ("。，！", [], "signs alone"),
    ("的", [2], "a word that every text may have, asked alone"),
]

#: What users type that search engines understand as syntax.
SYNTAX = [
    '"', "'", '"养老', "养老 OR", "AND", "NOT 养老", "title:养老", "养老*", "(养老", "^养老", "{title}:养老", "NEAR(养老 补贴)",
    "-养老", "养老 | 补贴 & ! <->", "\\", "%", "\x00养老", "💧养老", "ᲀᲀ", "a" * 5000, "养" * 5000,
]  # fmt: skip
