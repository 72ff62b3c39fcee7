"""Single traditional characters in a simplified text (繁体字混用)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

#: Common characters that only traditional writing has, so that one of them in a simplified text is a slip of the keyboard.
_TRADITIONAL = frozenset(
    "決國會開關門問題應當辦處書來對時間這個們產業東車長馬風電話語說請讓認識記設計訊證評議論許該詳課調談謝譯護變讀"
    "實際際陽陰隊階險難雙雜離類顧願領頭顯飯館飛驗體點齊龍經濟結給統總線組織級紀約細終縣續縮績編練維網聯聽職與舉舊"
    "號藝藥蘭處虛蟲補製複規親觀視覺觸訂訴診詞財貧責質費資賽贊趕轉輕較輛輸農運過達違遠適選還邊鄉郵鄰醫釋針鐵錄鎮錢錯"
    "鍵鏡閉閒閱闊陳陸隨隱雲霧靈靜頁項順預頻額寫導專將尋層屬島嶺幣帶幫庫廠廣廳張強彈歸錄徑復總態慮慶憑憲戰戶擇擔據擴攝"
    "敗敵數斷權條極構槍樓標樣檢欄歡歲歷殘氣沒測準溝滅滿漢潔濕災為無爭現環療發監盤確碼礎禮種積窮競筆節範築簡籌糧"
)
#: Looked for first: most texts have none.
_ANY = re.compile(f"[{''.join(sorted(_TRADITIONAL))}]")
#: A text with more than this many is written in traditional characters altogether, which is no slip.
_WHOLE_TEXT = 20


@check(
    severity=Severity.NOTICE,
    title=_("简体文中夹有繁体字"),
    explanation=_("《国家通用语言文字法》要求公文使用规范汉字；个别繁体字多是输入法或文字识别造成的错字。"),
    advice=_("请改为规范字，并检查前后是否还有错字。"),
)
def traditional_characters(subject: Subject) -> Iterator[Found]:
    """Silent for a text that is written in traditional characters throughout."""
    met = [
        (section, place)
        for section in subject.report.all_sections()
        if _ANY.search(section.text)
        for place, character in enumerate(section.text)
        if character in _TRADITIONAL
    ]
    if len(met) > _WHOLE_TEXT:
        return
    for section, place in met:
        words = section.text[max(0, place - 2) : place + 2].replace("\n", "")
        message = _("“{words}”中的“{character}”是繁体字。", words=words, character=section.text[place])
        quotes = (Quote(section.key, place, place + 1),)
        yield Found(message, at=(section.key,), found=section.text[place], quotes=quotes, place=section.place_at(place))
