"""Whoever changes the past behind the application's back is found, and the first position that doesn't fit is named."""

import random
from datetime import UTC, datetime

import pytest
from django.db import connection

from leitai.audit import actions, notary, queries, rules
from leitai.audit.models import Checkpoint, Entry, Log, Mention, Text
from leitai.kernel import merkle
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Refusal
from leitai.store import action, county

COUNTY = "370724"
BY = Actor(county=COUNTY, code="p1", office="dongcheng", role="reporter")
AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)
SIZE = 150
PLACES = sorted(random.Random(103).sample(range(1, SIZE + 1), 100))


@action.action
def report(*, by, at, count=1):
    for n in range(count):
        actions.append(
            "report.submitted", about=f"report:{n}", also=["project:P24-0031"], by=by, at=at,
            before={"month_yuan": n}, after={"month_yuan": n + 1}, texts={"note": f"第{n}次"},
        )  # fmt: skip


@pytest.fixture(autouse=True)
def outside(tmp_path, settings):
    settings.LEITAI_HISTORY = tmp_path / "history"
    actions.writing._trusted.clear()
    return tmp_path / "history"


@pytest.fixture(params=["sha256", "sm3"])
def written(request, db, settings):
    settings.LEITAI_HASH = request.param
    report(by=BY, at=AT, count=SIZE)
    actions.sequence_entries()
    return Log.everywhere.get()


def first() -> int | None:
    (result,) = queries.verify()
    return result.first


def sound(**words) -> bool:
    actions.sequence_entries()
    return all(r.is_sound for r in queries.verify(**words))


def what(**words) -> set[str]:
    return {f.what for r in queries.verify(**words) for f in r.findings}


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def each_place(tamper, undo, places=PLACES):
    """Tampers at each place in turn; the places where the check named another position."""
    wrong = []
    for place in places:
        kept = list(Entry.everywhere.order_by("position").values("id", "position", "kind", "body", "nodes", "link"))
        tamper(place)
        if (named := first()) != place:
            wrong.append((place, named))
        undo(kept, place)
    assert sound()
    return wrong


def put_back(kept, place):
    for row in kept[max(0, place - 3) : place + 3]:
        raw("UPDATE audit_entry SET position = NULL WHERE id = %s", row["id"])
    for row in kept[max(0, place - 3) : place + 3]:
        Entry.everywhere.filter(pk=row["id"]).update(**{k: v for k, v in row.items() if k != "id"})


def test_an_untouched_history_is_sound(written):
    assert sound(rows=True)
    (result,) = queries.verify()
    bodies = Entry.everywhere.order_by("position").values_list("body", flat=True)
    leaves = [merkle.leaf_hash(bytes(body), written.hash_name) for body in bodies]
    assert result.root == merkle.root(leaves, written.hash_name)


def test_one_flipped_bit_is_named(written):
    dice = random.Random(1)

    def flip(place):
        body = bytearray(Entry.everywhere.get(position=place).body)
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
        Entry.everywhere.filter(position=place).update(body=bytes(body))

    assert each_place(flip, put_back) == []


def test_bytes_and_their_own_hash_changed_together_are_named(written):
    def forge(place):
        entry = Entry.everywhere.get(position=place)
        body = bytes(entry.body).replace(b'"month_yuan":', b'"month_yuan":9', 1)
        nodes = merkle.leaf_hash(body, written.hash_name) + bytes(entry.nodes)[32:]
        Entry.everywhere.filter(position=place).update(body=body, nodes=nodes)

    assert each_place(forge, put_back) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "report.verified"),
        ("about", "report:x"),
        ("actor", "p2"),
        ("office", "x"),
        ("at", "2024-04-09 00:00:00"),
    ],
)
def test_an_edited_column_is_named(db, column, value):
    report(by=BY, at=AT, count=SIZE)
    actions.sequence_entries()
    wrong = []
    for place in PLACES:
        kept = Entry.everywhere.filter(position=place).values(column).get()
        raw(f"UPDATE audit_entry SET {column} = %s WHERE position = %s", value, place)  # noqa: S608 - names from the table above
        if (named := first()) != place:
            wrong.append((place, named))
        Entry.everywhere.filter(position=place).update(**kept)
    assert wrong == []
    assert sound()


def test_a_deleted_entry_is_named(written):
    wrong = []
    for place in PLACES:
        raw(
            "UPDATE audit_entry SET position = NULL WHERE position = %s", place
        )  # out of the numbered ones, as if deleted
        if (named := first()) != place:
            wrong.append((place, named))
        raw("UPDATE audit_entry SET position = %s WHERE position IS NULL", place)
    assert wrong == []


def test_a_deleted_entry_whose_followers_close_up_is_named(written):
    for place in PLACES[::10]:
        kept = dict(Entry.everywhere.values_list("id", "position"))
        raw("UPDATE audit_entry SET position = NULL WHERE position = %s", place)
        for position in range(place + 1, SIZE + 1):
            raw("UPDATE audit_entry SET position = %s WHERE position = %s", position - 1, position)
        assert first() == place
        raw("UPDATE audit_entry SET position = NULL")
        for pk, position in kept.items():
            raw("UPDATE audit_entry SET position = %s WHERE id = %s", position, pk)
    assert sound()


def test_an_inserted_entry_is_named(written):
    for place in PLACES[::10]:
        for position in range(SIZE, place - 1, -1):
            raw("UPDATE audit_entry SET position = %s WHERE position = %s", position + 1, position)
        old = Entry.everywhere.get(position=place + 1)
        body = bytes(old.body).replace(b"report.submitted", b"report.verified")
        leaf = merkle.leaf_hash(body, written.hash_name)
        new = Entry.everywhere.create(
            county=COUNTY, position=place, kind="report.verified", about=old.about, actor=old.actor, office=old.office,
            at=old.at, recorded_at=old.recorded_at, body=body, nodes=leaf, link=leaf,
        )  # fmt: skip
        assert first() == place
        raw("DELETE FROM audit_entry WHERE id = %s", new.pk)
        for position in range(place + 1, SIZE + 2):
            raw("UPDATE audit_entry SET position = %s WHERE position = %s", position - 1, position)
    assert sound()


def test_two_exchanged_entries_are_named(written):
    dice = random.Random(3)
    wrong = []
    for place in [p for p in PLACES if p < SIZE]:
        other = dice.randrange(place + 1, SIZE + 1)
        for _ in range(2):
            raw("UPDATE audit_entry SET position = NULL WHERE position = %s", place)
            raw("UPDATE audit_entry SET position = %s WHERE position = %s", place, other)
            raw("UPDATE audit_entry SET position = %s WHERE position IS NULL", other)
            named, expected = first(), (place if _ == 0 else None)
            if named != expected:
                wrong.append((place, other, named))
    assert wrong == []


def test_a_cut_tail_is_found_from_the_size(written):
    raw("UPDATE audit_entry SET position = NULL WHERE position > 140")
    assert first() == 141


def cut_everything_after(keep, log):
    """What somebody does who knows how it works: rows gone, the edge of the tree put back, links fitting."""
    raw("DELETE FROM audit_mention WHERE entry_id IN (SELECT id FROM audit_entry WHERE position > %s)", keep)
    raw("DELETE FROM audit_text WHERE entry_id IN (SELECT id FROM audit_entry WHERE position > %s)", keep)
    raw("DELETE FROM audit_entry WHERE position > %s", keep)
    edge: list[bytes] = []
    hash_ = rules.hash_of(log.hash_name)
    for size, body in enumerate(Entry.everywhere.order_by("position").values_list("body", flat=True)):
        edge, _nodes = rules.grow(hash_, size, edge, hash_(b"\x00" + bytes(body)))
    link = bytes(Entry.everywhere.get(position=keep).link)
    Log.everywhere.update(size=keep, edge=b"".join(edge), link=link)


def test_a_cut_tail_with_the_edge_put_back_is_found_by_the_head_outside(written):
    actions.refresh_heads()
    cut_everything_after(100, written)
    assert what() == {"head_shorter"}
    assert first() == 101


def test_a_database_older_than_its_head_takes_no_entry_until_somebody_decides(written):
    actions.refresh_heads()
    cut_everything_after(100, written)
    actions.writing._trusted.clear()  # as after a start
    with pytest.raises(Refusal, match="ends before entry 150"):
        report(by=BY, at=AT)
    actions.begin_epoch(reason="restored from the backup of Monday", by=BY, at=AT)


@pytest.mark.django_db(transaction=True)
def test_after_the_decision_the_history_goes_on_and_the_old_head_is_kept(outside):
    report(by=BY, at=AT, count=20)
    actions.sequence_entries()
    log = Log.everywhere.get()
    actions.refresh_heads()
    cut_everything_after(10, log)
    actions.begin_epoch(reason="restored", by=BY, at=AT)
    report(by=BY, at=AT)
    assert sound(rows=True)
    assert [p.name for p in outside.glob("*.head.1")] == [f"{COUNTY}-{log.uid}.head.1"]
    Text.everywhere.all().delete()
    Mention.everywhere.all().delete()
    Entry.everywhere.all().delete()
    Log.everywhere.all().delete()


def test_everything_rewritten_from_a_place_is_convicted_by_an_older_checkpoint(written):
    with county.within(COUNTY):
        good = merkle.fold(rules.cut(bytes(written.edge)), written.hash_name)
        paper = notary.sign(written.origin, SIZE, good, written.hash_name)
    body = bytes(Entry.everywhere.get(position=120).body).replace(b"report.submitted", b"report.withdrawn")
    Entry.everywhere.filter(position=120).update(body=body, kind="report.withdrawn")
    hash_, edge, link = rules.hash_of(written.hash_name), [], b""
    for entry in Entry.everywhere.order_by("position"):
        leaf = hash_(b"\x00" + bytes(entry.body))
        edge, nodes = rules.grow(hash_, entry.position - 1, edge, leaf)
        link = hash_(link + leaf)
        Entry.everywhere.filter(pk=entry.pk).update(nodes=b"".join(nodes), link=link)
    Log.everywhere.update(edge=b"".join(edge), link=link)
    assert sound()
    assert what(outside=[paper]) == {"checkpoint"}


def test_a_changed_or_deleted_text_is_named(written):
    raw("UPDATE audit_text SET value = 'x' WHERE entry_id = (SELECT id FROM audit_entry WHERE position = 7)")
    assert first() == 7
    raw("DELETE FROM audit_text WHERE entry_id = (SELECT id FROM audit_entry WHERE position = 7)")
    assert what(rows=True) == {"text_missing"}


def test_a_text_marked_as_erased_without_an_entry_is_named(written):
    Text.everywhere.filter(entry__position=7).update(value=None, salt=None, erased_at=AT)
    assert what(rows=True) == {"text_missing"}


def test_an_entry_hidden_from_an_objects_page_is_named(written):
    raw(
        "DELETE FROM audit_mention WHERE about = 'project:P24-0031' AND entry_id = (SELECT id FROM audit_entry WHERE position = 9)"
    )
    (result,) = queries.verify(rows=True)
    assert [(f.what, f.position) for f in result.findings] == [("mention", 9)]


def test_a_forgotten_person_leaves_a_sound_history(written):
    gone = actions.erase_texts(about="project:P24-0031", reason="申请删除", by=BY, at=AT)
    assert gone == SIZE
    assert Text.everywhere.filter(value__contains="第").count() == 0
    assert sound(rows=True)
    with county.within(COUNTY):
        line = queries.entries_about("report:7").lines[0]
    assert [c.after for c in line.changes if c.label == "note"] == ["已删除"]


def test_a_telephone_number_cannot_be_tried_out_against_the_bytes(written):
    entry = Entry.everywhere.get(position=1)
    body, hash_ = bytes(entry.body), rules.hash_of(written.hash_name)
    value = Text.everywhere.get(entry=entry).value
    unsalted = [hash_(value.encode()), hash_(b"note" + value.encode()), hash_(b"note\0" + value.encode())]
    assert [u.hex().encode() in body for u in unsalted] == [False, False, False]
    assert value.encode() not in body


def test_checkpoints_are_numbered_signed_and_not_repeated(written):
    first_made = actions.sign_checkpoint(code=COUNTY, at=AT)
    assert actions.sign_checkpoint(code=COUNTY, at=AT).pk == first_made.pk
    report(by=BY, at=AT)
    actions.sequence_entries()
    assert actions.sign_checkpoint(code=COUNTY, at=AT).number == 2
    assert sound()
    Checkpoint.everywhere.filter(number=1).update(root=b"\0" * 32)
    assert what() == {"checkpoint_row"}


def test_what_a_replaced_key_signed_stays_valid_up_to_its_size_and_no_further(written):
    old = (notary.folder() / "signing-key") if (notary.folder() / "signing-key").exists() else None
    made = actions.sign_checkpoint(code=COUNTY, at=AT)
    old = (notary.folder() / "signing-key").read_text()
    actions.replace_key(by=BY, at=AT)
    actions.sequence_entries()
    assert notary.read(made.text).size == SIZE
    new = (notary.folder() / "signing-key").read_text()
    (notary.folder() / "signing-key").write_text(old)
    forged = notary.sign(written.origin, SIZE + 1, b"\1" * 32, written.hash_name)
    (notary.folder() / "signing-key").write_text(new)
    assert what(outside=[forged]) == {"head_unsigned"}
    assert sound()


def test_the_signing_key_is_readable_by_its_owner_alone(written):
    notary.public_key()
    assert (notary.folder() / "signing-key").stat().st_mode & 0o777 == 0o600


def test_a_checkpoint_of_another_county_is_refused(written):
    note = notary.sign("leitai/370725/abc", 5, b"\1" * 32, written.hash_name)
    assert what(outside=[note]) == {"head_other"}


def test_an_exchanged_database_is_found(written):
    actions.refresh_heads()
    Log.everywhere.update(uid="feedfeedfeedfeed", origin=f"leitai/{COUNTY}/feedfeedfeedfeed")
    assert "head_strange" in what()
