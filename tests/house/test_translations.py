"""Chinese is complete: every sentence that the product can show has its translation, with the same placeholders."""

from leitai.config import translations


def test_nothing_is_missing_doubtful_or_left_over():
    assert translations.faults() == []


def test_sentences_are_found_in_templates_and_in_python(tmp_path):
    folder = tmp_path / "slice"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "It\'s" %}{% blocktranslate count n=n trimmed %}\n one {{ n }}\n'
        "{% plural %}\n many {{ n }}{% endblocktranslate %}{% translate 'open' context 'verb' %}"
    )
    (folder / "a.py").write_text('gettext("A"); ngettext("one", "two", n); N_("B"); other("C")')
    found = {message for message, _ in translations.messages_of(folder)}
    assert found == {
        ("It's", None, None),
        ("one %(n)s", "many %(n)s", None),
        ("open", None, "verb"),
        ("A", None, None),
        ("one", "two", None),
        ("B", None, None),
    }
