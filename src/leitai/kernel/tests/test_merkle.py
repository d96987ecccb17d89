"""The Merkle tree: RFC 6962's test vectors, the recursive definition, and that no wrong proof holds."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import merkle

# Entries and roots of the Certificate Transparency reference tests, for trees of 1 to 8 entries.
ENTRIES = [
    bytes.fromhex(text)
    for text in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]

sizes = st.integers(1, 130)
hash_names = st.sampled_from(merkle.HASH_NAMES)


def leaves_of(size, hash_name="sha256"):
    return [merkle.leaf_hash(b"%d" % n, hash_name) for n in range(size)]


def recursive_root(leaves, hash_name="sha256"):
    """RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.new(hash_name, b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = recursive_root(leaves[:half], hash_name), recursive_root(leaves[half:], hash_name)
    return hashlib.new(hash_name, b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_of_the_reference_tests(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_root_is_the_hash_of_nothing():
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_inclusion_proofs_of_the_reference_tests():
    assert merkle.inclusion_proof(LEAVES, 0, 1) == []
    assert [one.hex() for one in merkle.inclusion_proof(LEAVES, 0, 8)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_consistency_proofs_of_the_reference_tests():
    assert merkle.consistency_proof(LEAVES, 1, 1) == []
    assert [one.hex() for one in merkle.consistency_proof(LEAVES, 6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_sm3_is_the_national_standard_with_and_without_openssl():
    example = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, A.1
    assert merkle.digest("sm3")(b"abc").hex() == example
    assert merkle._sm3_of_cryptography(b"abc").hex() == example


def test_other_hashes_are_refused():
    with pytest.raises(ValueError, match="md5"):
        merkle.digest("md5")


def test_a_leaf_is_never_a_node():
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@given(st.integers(0, 200), hash_names)
def test_the_root_is_the_recursive_definition(size, hash_name):
    leaves = leaves_of(size, hash_name)
    assert merkle.root(leaves, hash_name) == recursive_root(leaves, hash_name)


@given(sizes, hash_names, st.data())
def test_every_leaf_is_proven_and_no_other_place_size_or_leaf(size, hash_name, data):
    leaves = leaves_of(size, hash_name)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(leaves, index, hash_name=hash_name)
    said = {"leaf": leaves[index], "index": index, "size": size, "proof": proof, "hash_name": hash_name}
    root = recursive_root(leaves, hash_name)
    assert merkle.verify_inclusion(root=root, **said)
    assert len(proof) <= size.bit_length()
    other = data.draw(st.integers(0, size + 3).filter(lambda place: place != index))
    assert not merkle.verify_inclusion(root=root, **{**said, "index": other})
    assert not merkle.verify_inclusion(root=root, **{**said, "leaf": merkle.leaf_hash(b"x", hash_name)})
    assert not merkle.verify_inclusion(root=root, **{**said, "proof": [*proof, root]})
    if proof:
        assert not merkle.verify_inclusion(root=root, **{**said, "proof": proof[:-1]})
        broken = [*proof]
        at = data.draw(st.integers(0, len(proof) - 1))
        broken[at] = bytes([broken[at][0] ^ 1]) + broken[at][1:]
        assert not merkle.verify_inclusion(root=root, **{**said, "proof": broken})


@given(sizes, hash_names, st.data())
def test_growth_is_proven_and_a_rewritten_past_is_not(new, hash_name, data):
    old = data.draw(st.integers(0, new))
    leaves = leaves_of(new, hash_name)
    proof = merkle.consistency_proof(leaves, old, hash_name=hash_name)
    roots = {"old_root": merkle.root(leaves[:old], hash_name), "new_root": merkle.root(leaves, hash_name)}
    said = {"old": old, "new": new, "proof": proof, "hash_name": hash_name}
    assert merkle.verify_consistency(**said, **roots)
    assert not merkle.verify_consistency(**{**said, "proof": [*proof, roots["new_root"]]}, **roots)
    if old:
        place = data.draw(st.integers(0, old - 1))
        rewritten = [*leaves]
        rewritten[place] = merkle.leaf_hash(b"rewritten", hash_name)
        said["proof"] = merkle.consistency_proof(rewritten, old, hash_name=hash_name)
        new_root = merkle.root(rewritten, hash_name)
        assert not merkle.verify_consistency(**said, old_root=roots["old_root"], new_root=new_root)


@given(sizes, st.data())
def test_stored_nodes_give_the_same_proofs_as_the_leaves(size, data):
    leaves = leaves_of(size)
    frontier, stored = merkle.Frontier(), {}
    for leaf in leaves:
        stored |= {(node.level, node.place): node.hash for node in frontier.append(leaf)}
    assert frontier.root() == merkle.root(leaves)

    def from_stored(ranges):
        return [merkle.fold([stored[node] for node in merkle.range_nodes(*one)]) for one in ranges]

    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    assert from_stored(merkle.inclusion_ranges(index, size)) == merkle.inclusion_proof(leaves, index)
    assert from_stored(merkle.consistency_ranges(old, size)) == merkle.consistency_proof(leaves, old)


@given(st.integers(0, 300), st.integers(0, 50), hash_names)
def test_a_stored_frontier_goes_on_where_it_stopped(size, more, hash_name):
    leaves = leaves_of(size + more, hash_name)
    frontier = merkle.Frontier(hash_name)
    frontier.extend(leaves[:size])
    again = merkle.Frontier.from_bytes(frontier.to_bytes())
    again.extend(leaves[size:])
    assert (again.size, again.root()) == (size + more, merkle.root(leaves, hash_name))


def test_appending_one_by_one_costs_two_hashes_on_average():
    frontier = merkle.Frontier()
    nodes = sum(len(frontier.append(leaf)) for leaf in leaves_of(1024))
    assert nodes == 2 * 1024 - 1
    assert len(frontier.to_bytes()) == len(b"leitai frontier 1\nsha256\n") + 8 + 32


@pytest.mark.parametrize(
    "stored", [b"", b"leitai frontier 1\nsha256\n", b"leitai frontier 1\nmd5\n" + bytes(8), b"x" * 90]
)
def test_a_frontier_that_was_tampered_with_is_refused(stored):
    with pytest.raises(ValueError, match=r"frontier|hashed"):
        merkle.Frontier.from_bytes(stored)


def test_a_frontier_whose_length_does_not_fit_is_refused():
    frontier = merkle.Frontier()
    frontier.extend(LEAVES[:3])
    with pytest.raises(ValueError, match="length"):
        merkle.Frontier.from_bytes(frontier.to_bytes() + b"x")


def test_there_is_no_proof_for_what_is_not_there():
    with pytest.raises(merkle.ProofError):
        merkle.inclusion_proof(LEAVES, 8)
    with pytest.raises(merkle.ProofError):
        merkle.inclusion_proof(LEAVES, 0, 9)
    with pytest.raises(merkle.ProofError):
        merkle.inclusion_proof(LEAVES, -1)
    with pytest.raises(merkle.ProofError):
        merkle.consistency_proof(LEAVES, 5, 4)


def test_hashes_of_other_lengths_never_verify():
    said = {"leaf": b"", "index": 0, "size": 1, "proof": []}
    assert not merkle.verify_inclusion(root=b"", **said)
    assert not merkle.verify_consistency(old=1, new=1, old_root=b"", new_root=b"", proof=[])
