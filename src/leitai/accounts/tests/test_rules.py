"""Which seats fit and clash, which passwords are good, where a sign-in may lead, how offices are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.accounts import rules
from leitai.accounts.terms import OfficeKind, Role


@pytest.mark.parametrize(
    ("role", "kind", "fits"),
    [
        ("reporter", "town", True),
        ("reporter", "street", True),
        ("reporter", "park", True),
        ("reporter", "department", False),
        ("approver", "department", True),
        ("approver", "town", False),
        ("office", "county", True),
        ("office", "department", False),
        ("leader", "county", True),
        ("auditor", "department", True),
        ("administrator", "department", True),
        ("machine", "county", False),
    ],
)
def test_a_role_sits_where_its_work_is(role, kind, fits):
    assert rules.fits(Role(role), OfficeKind(kind)) is fits


@pytest.mark.parametrize(
    ("held", "new", "clash"),
    [
        (["administrator"], "auditor", "administrator"),
        (["auditor"], "administrator", "auditor"),
        (["office"], "auditor", "office"),
        (["auditor"], "office", "auditor"),
        (["reporter", "office"], "leader", None),
        (["administrator"], "office", None),
        ([], "auditor", None),
    ],
)
def test_who_gives_rights_or_works_does_not_audit(held, new, clash):
    assert rules.clashing([Role(r) for r in held], Role(new)) == clash


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven char", "short"),
        ("我家的狗在山上跑得很快呢", None),
        ("山上的 松树 和 云, 还有一句很长的话 " * 5, None),
        ("correct horse battery staple", None),
        ("aaaaaaaaaaaa", "repeated"),
        ("abababababab", "repeated"),
        ("123456789012", "row"),
        ("qwertyuiopas", "row"),
        ("lkjhgfdsapoiuytrewq", "row"),
        ("abcdefabcdef", "row"),
        ("password1234", "common"),
        ("临朐县临朐县临朐县一二三四", "known"),
        ("Linqu-Linqu-2024", "known"),
        ("东城街道东城街道2024年！", "known"),
        ("linqu hills are green in spring", None),
    ],
)
def test_a_password_is_long_and_not_what_everybody_tries(password, why):
    words = ["临朐县", "linqu", "东城街道", "leitai"]
    assert rules.weakness(password, words, {"password", "iloveyou"}) == why


@pytest.mark.parametrize("text", ["/", "/desk/", "/projects/?page=2&q=铝", "/a/%2F%2Fx"])
def test_a_sign_in_leads_on_to_own_paths(text):
    assert rules.own_path(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "//x",
        "/\\x",
        "\\\\x",
        "https:x",
        "https://x",
        "javascript:alert(1)",
        "desk",
        " /x",
        "/x\n",
        "/\t/x",
        "/a\\..\\b",
        "/\x00",
    ],
)
def test_a_sign_in_leads_nowhere_else(text):
    assert rules.own_path(text) is None


@given(st.text(max_size=40))
def test_an_own_path_never_names_another_place(text):
    found = rules.own_path(text)
    assert found is None or (found == text and found[0] == "/" and found[1:2] not in {"/", "\\"})


@given(st.text(max_size=60))
def test_a_name_for_sign_in_has_one_form(text):
    once = rules.username(text)
    assert rules.username(once) == once


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("东城街道", "东城街道"),
        ("临朐县 东城街道办事处", "东城街道"),
        ("东城街道党工委", "东城街道"),
        ("潍坊市临朐县五井镇人民政府", "五井镇"),
        ("（五井镇）", "五井镇"),
        ("龙山化工园管委会", "龙山化工园"),
        ("临朐县", "临朐县"),
    ],
)
def test_an_office_is_compared_without_what_stands_around_its_name(text, key):
    assert rules.office_key(text, ["临朐县", "潍坊市", "潍坊市临朐县"]) == key
