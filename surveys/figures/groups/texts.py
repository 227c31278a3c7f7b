"""Printed words of groups and breakdowns in the languages of the public pages.

They stand in the release itself, so that a figure never travels without the definition behind it.
No name of a group says what people are; it says what they answered.
"""

from __future__ import annotations

from surveys.instrument.instrument import Text

NOT_KNOWN = Text(
    {
        "de": "ohne Angabe",
        "de-simple": "keine Antwort",
        "en": "not stated",
        "ar": "بدون إجابة",
        "uk": "без відповіді",
        "ru": "без ответа",
        "fa": "بدون پاسخ",
        "tr": "yanıt yok",
    }
)
PLACE = Text(
    {
        "de": "Ort",
        "de-simple": "Ort",
        "en": "Place",
        "ar": "المكان",
        "uk": "Місце проживання",
        "ru": "Место жительства",
        "fa": "محل زندگی",
        "tr": "Yer",
    }
)
SEX = Text(
    {
        "de": "Geschlecht",
        "de-simple": "Frau, Mann, divers",
        "en": "Gender",
        "ar": "الجنس",
        "uk": "Стать",
        "ru": "Пол",
        "fa": "جنسیت",
        "tr": "Cinsiyet",
    }
)
AGE = Text(
    {
        "de": "Alter",
        "de-simple": "Alter",
        "en": "Age",
        "ar": "العمر",
        "uk": "Вік",
        "ru": "Возраст",
        "fa": "سن",
        "tr": "Yaş",
    }
)

BACKGROUND = Text(
    {
        "de": "Mit und ohne Migrationshintergrund (nach Geburtsort)",
        "de-simple": "Wo Menschen und ihre Eltern geboren sind",
        "en": "With and without a migration background (by place of birth)",
        "ar": "حسب مكان ولادة الشخص أو أحد والديه",
        "uk": "За місцем народження людини або одного з батьків",
        "ru": "По месту рождения человека или одного из родителей",
        "fa": "بر اساس محل تولد خود شخص یا یکی از والدین",
        "tr": "Kişinin veya anne babasından birinin doğum yerine göre",
    }
)
BACKGROUND_WITH = Text(
    {
        "de": "selbst oder ein Elternteil im Ausland geboren",
        "de-simple": "Sie selbst, die Mutter oder der Vater ist in einem anderen Land geboren",
        "en": "born abroad, or at least one parent born abroad",
        "ar": "وُلد في بلد آخر، أو وُلد أحد والديه في بلد آخر",
        "uk": "народилися за кордоном самі або хоча б один із батьків",
        "ru": "родились за границей сами или хотя бы один из родителей",
        "fa": "خودش یا دست‌کم یکی از والدینش در کشور دیگری به دنیا آمده است",
        "tr": "kendisi veya anne babasından en az biri başka bir ülkede doğmuş",
    }
)
ALL_IN_GERMANY = Text(
    {
        "de": "selbst und beide Eltern in Deutschland geboren",
        "de-simple": "Sie selbst und beide Eltern sind in Deutschland geboren",
        "en": "born in Germany, both parents too",
        "ar": "وُلد في ألمانيا، ووُلد والداه في ألمانيا أيضًا",
        "uk": "народилися в Німеччині, як і обоє батьків",
        "ru": "родились в Германии, как и оба родителя",
        "fa": "خودش و هر دو والدینش در آلمان به دنیا آمده‌اند",
        "tr": "kendisi ve anne babasının ikisi de Almanya’da doğmuş",
    }
)
BACKGROUND_DEFINITION = Text(
    {
        "de": (
            "Gezählt nach Geburtsort: „mit“ heißt, die Person selbst oder mindestens ein Elternteil"
            " ist nicht in Deutschland geboren. Die amtliche Definition fragt nach der"
            " Staatsangehörigkeit bei der Geburt und ist nur ähnlich."
        ),
        "de-simple": (
            "Wir fragen: Wo sind Sie geboren? Wo sind Ihre Eltern geboren? Danach bilden wir zwei"
            " Gruppen. Ein Elternteil aus einem anderen Land reicht. Ämter rechnen etwas anders."
        ),
        "en": (
            "Counted by place of birth: “with” means the person or at least one parent was born"
            " outside Germany. The official definition asks for citizenship at birth and is only"
            " similar."
        ),
        "ar": (
            "العدّ حسب مكان الولادة: تضم المجموعة الأولى من وُلد خارج ألمانيا"
            " أو وُلد أحد والديه خارجها."
            " التعريف الرسمي يسأل عن الجنسية عند الولادة، وهو مشابه فقط."
        ),
        "uk": (
            "Рахуємо за місцем народження: до першої групи належать ті, хто народився не в"
            " Німеччині або має хоча б одного з батьків, народженого не в Німеччині. Офіційне"
            " визначення питає про громадянство при народженні й лише подібне."
        ),
        "ru": (
            "Считаем по месту рождения: к первой группе относятся те, кто родился не в Германии"
            " или имеет хотя бы одного родителя, родившегося не в Германии. Официальное"
            " определение спрашивает о гражданстве при рождении и лишь похоже."
        ),
        "fa": (
            "شمارش بر اساس محل تولد است: گروه اول کسانی هستند که خودشان یا دست‌کم یکی از والدینشان"
            " بیرون از آلمان به دنیا آمده‌اند. تعریف رسمی از تابعیت هنگام تولد می‌پرسد"
            " و فقط مشابه است."
        ),
        "tr": (
            "Doğum yerine göre sayılır: ilk grupta kendisi veya anne babasından en az biri Almanya"
            " dışında doğmuş kişiler var. Resmî tanım doğumdaki vatandaşlığı sorar ve yalnızca"
            " benzerdir."
        ),
    }
)

HISTORY = Text(
    {
        "de": "Mit und ohne Einwanderungsgeschichte (nach Geburtsort)",
        "de-simple": "Wo Menschen und beide Eltern geboren sind",
        "en": "With and without an immigration history (by place of birth)",
        "ar": "حسب مكان ولادة الشخص أو كلا والديه",
        "uk": "За місцем народження людини або обох батьків",
        "ru": "По месту рождения человека или обоих родителей",
        "fa": "بر اساس محل تولد خود شخص یا هر دو والدین",
        "tr": "Kişinin veya anne babasının ikisinin doğum yerine göre",
    }
)
HISTORY_WITH = Text(
    {
        "de": "selbst oder beide Eltern im Ausland geboren",
        "de-simple": "Sie selbst oder beide Eltern sind in einem anderen Land geboren",
        "en": "born abroad, or both parents born abroad",
        "ar": "وُلد في بلد آخر، أو وُلد كلا والديه في بلد آخر",
        "uk": "народилися за кордоном самі або обоє батьків",
        "ru": "родились за границей сами или оба родителя",
        "fa": "خودش یا هر دو والدینش در کشور دیگری به دنیا آمده‌اند",
        "tr": "kendisi veya anne babasının ikisi de başka bir ülkede doğmuş",
    }
)
HISTORY_WITHOUT = Text(
    {
        "de": "selbst und mindestens ein Elternteil in Deutschland geboren",
        "de-simple": "Sie selbst und die Mutter oder der Vater sind in Deutschland geboren",
        "en": "born in Germany, at least one parent too",
        "ar": "وُلد في ألمانيا، ووُلد أحد والديه على الأقل في ألمانيا",
        "uk": "народилися в Німеччині, як і хоча б один із батьків",
        "ru": "родились в Германии, как и хотя бы один из родителей",
        "fa": "خودش و دست‌کم یکی از والدینش در آلمان به دنیا آمده‌اند",
        "tr": "kendisi ve anne babasından en az biri Almanya’da doğmuş",
    }
)
HISTORY_DEFINITION = Text(
    {
        "de": (
            "Gezählt nach Geburtsort: „mit“ heißt, die Person selbst oder beide Eltern sind nicht"
            " in Deutschland geboren. Wer in Deutschland geboren ist und nur einen im Ausland"
            " geborenen Elternteil hat, zählt zu „ohne“. Die amtliche Definition ist nur ähnlich."
        ),
        "de-simple": (
            "Wir fragen: Wo sind Sie geboren? Wo sind Ihre Eltern geboren? Danach bilden wir zwei"
            " Gruppen. Hier zählt: Sie selbst oder beide Eltern sind aus einem anderen Land."
            " Ämter rechnen etwas anders."
        ),
        "en": (
            "Counted by place of birth: “with” means the person or both parents were born outside"
            " Germany. Who was born in Germany and has only one parent born abroad counts as"
            " “without”. The official definition is only similar."
        ),
        "ar": (
            "العدّ حسب مكان الولادة: تضم المجموعة الأولى من وُلد خارج ألمانيا"
            " أو وُلد كلا والديه خارجها."
            " من وُلد في ألمانيا ووُلد أحد والديه فقط في بلد آخر فهو في المجموعة الثانية."
            " التعريف الرسمي مشابه فقط."
        ),
        "uk": (
            "Рахуємо за місцем народження: до першої групи належать ті, хто сам народився не в"
            " Німеччині або чиї обоє батьків народилися не в Німеччині. Хто народився в Німеччині"
            " і має лише одного з батьків з-за кордону, належить до другої групи. Офіційне"
            " визначення лише подібне."
        ),
        "ru": (
            "Считаем по месту рождения: к первой группе относятся те, кто сам родился не в Германии"
            " или у кого оба родителя родились не в Германии. Кто родился в Германии и имеет только"
            " одного родителя из-за границы, относится ко второй группе. Официальное определение"
            " лишь похоже."
        ),
        "fa": (
            "شمارش بر اساس محل تولد است: گروه اول کسانی هستند که خودشان یا هر دو والدینشان بیرون از"
            " آلمان به دنیا آمده‌اند. کسی که در آلمان به دنیا آمده و فقط یکی از والدینش در کشور"
            " دیگری"
            " به دنیا آمده، در گروه دوم است. تعریف رسمی فقط مشابه است."
        ),
        "tr": (
            "Doğum yerine göre sayılır: ilk grupta kendisi veya anne babasının ikisi de Almanya"
            " dışında doğmuş kişiler var. Almanya’da doğan ve anne babasından yalnızca biri yurt"
            " dışında doğmuş olanlar ikinci gruptadır. Resmî tanım yalnızca benzerdir."
        ),
    }
)

ORIGIN = Text(
    {
        "de": "Herkunft der Familie (eigene Angabe)",
        "de-simple": "Woher die Familie kommt",
        "en": "Where the family comes from (as stated)",
        "ar": "من أين تأتي العائلة (حسب قول الشخص)",
        "uk": "Звідки родина (за власними словами)",
        "ru": "Откуда семья (со слов ответивших)",
        "fa": "خانواده از کجا می‌آید (به گفتهٔ خود شخص)",
        "tr": "Ailenin geldiği yer (kendi yanıtı)",
    }
)
ORIGIN_DEFINITION = Text(
    {
        "de": "Gezählt nach der eigenen Antwort auf die Frage, woher die Familie kommt.",
        "de-simple": "Wir zählen, was die Menschen selbst geantwortet haben.",
        "en": "Counted by people’s own answer to the question where their family comes from.",
        "ar": "العدّ حسب إجابة الأشخاص أنفسهم عن سؤال: من أين تأتي عائلتك؟",
        "uk": "Рахуємо за власною відповіддю на запитання, звідки родина.",
        "ru": "Считаем по собственному ответу на вопрос, откуда семья.",
        "fa": "شمارش بر اساس پاسخ خود افراد به این پرسش است که خانواده‌شان از کجا می‌آید.",
        "tr": "Kişilerin, ailelerinin nereden geldiği sorusuna kendi yanıtlarına göre sayılır.",
    }
)
