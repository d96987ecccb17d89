import pytest

from leitai.web.tests import inspect

PAGE = '<!doctype html><html lang="en"><head><title>t</title></head><body><main><h1>x</h1>{}</main></body></html>'


def test_a_sound_page_passes_and_can_be_looked_at():
    page = inspect.inspect(
        PAGE.format(
            '<p><a href="/a">go <b>on</b></a></p><table><tbody><tr><td>1</td><td> 2 </td></tr></tbody></table>'
        ),
        "en",
    )
    assert (page.title, page.h1, page.links(), page.rows()) == ("t", "x", {"go on": "/a"}, [["1", "2"]])


@pytest.mark.parametrize(
    "bad",
    [
        "<h1>second</h1>",
        "<h3>too deep</h3>",
        "<style>a{}</style>",
        "<script>1</script>",
        '<p style="x">y</p>',
        '<p onclick="x">y</p>',
        '<p hx-on:click="x">y</p>',
        '<a href="javascript:x">y</a>',
        '<img src="/a.png">',
        '<img src="https://h.example/a" alt="">',
        '<link rel="stylesheet" href="//h.example/a">',
        "<input name=a>",
        '<label for="b">x</label><input id="a">',
        '<p id="a">x</p><p id="a">y</p>',
        '<input aria-label="a" aria-describedby="none">',
        '<a href="/x"></a>',
        "<button></button>",
        '<form method="post"></form>',
        "<svg></svg>",
        "<p>None</p>",
        "<p>{{ x }}</p>",
        "<p>%(n)s</p>",
        "<p><b>x</p>",
        "<fieldset><p>x</p></fieldset>",
        '<a href="#none">x</a>',
        '<form><form method="get"></form></form>',
        '<p class="a" class="b">x</p>',
        "<div>",
    ],
)
def test_what_is_wrong_is_found(bad):
    with pytest.raises(AssertionError):
        inspect.inspect(PAGE.format(bad), "en")


@pytest.mark.parametrize(
    "good",
    [
        '<label>a <input name="a"></label>',
        '<label for="a">x</label><input id="a">',
        '<input type="hidden" name="a">',
        '<input aria-label="a">',
        '<a href="https://elsewhere.example/">official notice</a>',
        '<svg aria-hidden="true"></svg>',
        '<svg role="img" aria-label="x"></svg>',
        '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="1"></form>',
        '<a href="#">top</a>',
        "<h2>a</h2><h3>b</h3><h2>c</h2>",
    ],
)
def test_what_is_right_passes(good):
    inspect.inspect(PAGE.format(good), "en")


def test_the_language_must_be_the_one_asked_for():
    with pytest.raises(AssertionError, match="zh-Hans"):
        inspect.inspect(PAGE.format(""), "zh-Hans")
