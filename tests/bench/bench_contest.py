"""Contest statistics: the severity model and paired comparison, beside what else computes them.

Severity: 200 judges, 2,000 entries, about 7 ballots an entry, twelve seeds in one go; right means that the ranking found
agrees with the true merit as well as this kind of method can (mean of Spearman's rho over the seeds; the rho stands among
the facts). Pairs: 100,000 comparisons from scores of one judge; right means within 1e-6 of the maximum of one stated
objective, log-likelihood - 0.05 x sum of squared strengths, found by Newton's method on the dense matrix. Ties: the same
with scores within one point as ties, after Davidson.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from harness import Bench

from leitai.arena.rules import pairs, severity

PATH = "contest"
ENTRIES, JUDGES, TOWNS, PANELS = 2_000, 200, 20, 20
SEEDS = range(11, 23)
COMPARISONS = 100_000
FLOORS = {"ours": 0.977, "mean": 0.90, "strictness": 0.95, "em": 0.97}


@dataclass(frozen=True)
class Ballots:
    judge: Any
    entry: Any
    score: Any
    merit: Any


@dataclass(frozen=True)
class Work:
    """One set of ballots per seed, and comparisons drawn from the first; `code` is the same for whoever makes the same."""

    ballots: tuple[Ballots, ...]
    first: Any
    second: Any
    outcome: Any
    listed: list[tuple[int, int]]
    code: str
    folder: Path | None = None


def ballots(seed: int) -> Ballots:
    """Ballots of a large contest: strictness, spread, noise, one judge in ten favours a town by 8 points."""
    rng = np.random.default_rng(seed)
    merit, town = rng.normal(0, 1, ENTRIES), rng.integers(0, TOWNS, ENTRIES)
    strict = rng.normal(0, 4, JUDGES)
    spread, noise = rng.lognormal(np.log(5), 0.35, JUDGES), rng.lognormal(np.log(3), 0.4, JUDGES)
    favoured = np.where(rng.random(JUDGES) < 0.1, rng.integers(0, TOWNS, JUDGES), -1)
    panels = rng.permutation(JUDGES).reshape(PANELS, -1)
    judges, entries = [], []
    for entry in range(ENTRIES):
        panel = rng.permutation(panels[entry % PANELS])[:7]
        panel = np.unique(np.where(rng.random(7) < 0.15, rng.integers(0, JUDGES, 7), panel))
        judges.append(panel)
        entries.append(np.full(len(panel), entry))
    judge, entry = np.concatenate(judges), np.concatenate(entries)
    score = 75 + strict[judge] + spread[judge] * merit[entry] + 8 * (town[entry] == favoured[judge])
    score = np.clip(np.round(score + noise[judge] * rng.normal(size=len(judge)), 1), 0, 100)
    return Ballots(judge, entry, score, merit)


def work(seed: int = 5, *, ties: bool = False) -> Work:
    """All ballots, and `COMPARISONS` pairs of scores of one judge; equal ones are dropped, or ties within one point."""
    sets = tuple(ballots(s) for s in SEEDS)
    base, rng = sets[0], np.random.default_rng(seed)
    by_judge = [np.flatnonzero(base.judge == j) for j in range(JUDGES)]
    one, other = [], []
    while sum(map(len, one)) < COMPARISONS:
        judge = by_judge[rng.integers(0, JUDGES)]
        a, b = rng.choice(judge, 500), rng.choice(judge, 500)
        keep = (base.entry[a] != base.entry[b]) & (ties | (base.score[a] != base.score[b]))
        one.append(a[keep])
        other.append(b[keep])
    a, b = (np.concatenate(x)[:COMPARISONS] for x in (one, other))
    gap = base.score[a] - base.score[b]
    outcome = np.sign(gap).astype(np.int64) * (np.abs(gap) > (1 if ties else 0))
    first, second = base.entry[a], base.entry[b]
    won, lost = np.where(outcome >= 0, first, second), np.where(outcome >= 0, second, first)
    code = hashlib.sha256(base.score.tobytes() + first.tobytes() + outcome.tobytes()).hexdigest()[:16]
    return Work(sets, first, second, outcome, list(zip(won.tolist(), lost.tolist(), strict=True)), code)


# ------------------------------------------------------------------ severity

Scores = tuple[str, list[Any]]


def ours_severity(w: Work) -> Scores:
    found = [severity.fit(b.judge, b.entry, b.score, JUDGES, ENTRIES) for b in w.ballots]
    return "ours", [f.scores for f in found if f is not None]


def raw_mean(w: Work) -> Scores:
    return "mean", [np.bincount(b.entry, b.score) / np.bincount(b.entry) for b in w.ballots]


def strictness_alone(w: Work) -> Scores:
    """Alternating least squares of score = entry + judge."""
    found = []
    for b in w.ballots:
        per_entry, per_judge = np.bincount(b.entry), np.bincount(b.judge)
        level = np.bincount(b.entry, b.score) / per_entry
        for _ in range(60):
            strict = np.bincount(b.judge, b.score - level[b.entry]) / per_judge
            fresh = np.bincount(b.entry, b.score - strict[b.judge]) / per_entry
            done = np.abs(fresh - level).max() < 1e-4
            level = fresh
            if done:
                break
        found.append(level)
    return "strictness", found


def em_numpy(w: Work) -> Scores:
    """The plain EM for strictness, spread and noise: to a change of 1e-4, at most 100 rounds."""
    return "em", [_em(b, 100) for b in w.ballots]


def em_short(w: Work) -> Scores:
    """The same stopped after as many rounds as ours takes: what early stopping alone gives."""
    return "em", [_em(b, severity.ROUNDS) for b in w.ballots]


def _em(b: Ballots, rounds: int) -> Any:
    count = np.bincount(b.judge)
    merit = np.bincount(b.entry, b.score) / np.bincount(b.entry)
    merit = (merit - merit.mean()) / merit.std()
    variance = np.zeros(ENTRIES)
    for _ in range(rounds):
        seen, unsure = merit[b.entry], variance[b.entry]
        s_x, s_y = np.bincount(b.judge, seen), np.bincount(b.judge, b.score)
        s_xx, s_xy = np.bincount(b.judge, seen * seen + unsure), np.bincount(b.judge, seen * b.score)
        slope = (s_xy - s_x * s_y / count + 3 * 5) / (s_xx - s_x * s_x / count + 3)
        strict = (s_y - slope * s_x) / count
        rest = b.score - strict[b.judge] - slope[b.judge] * seen
        noise2 = (np.bincount(b.judge, rest * rest + slope[b.judge] ** 2 * unsure) + 3 * 9) / (count + 3)
        pull = slope / noise2
        variance = 1 / (1 + np.bincount(b.entry, (pull * slope)[b.judge]))
        fresh = variance * np.bincount(b.entry, pull[b.judge] * (b.score - strict[b.judge]))
        fresh -= fresh.mean()
        done = np.abs(fresh - merit).max() < 1e-4
        merit = fresh
        if done:
            break
    return merit


def mixed_lm(w: Work) -> Scores:
    """statsmodels' mixed model, strictness fixed and entries random, on the first seed alone."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    b = w.ballots[0]
    design = np.zeros((len(b.judge), JUDGES))
    design[np.arange(len(b.judge)), b.judge] = 1
    fitted = MixedLM(b.score, design, groups=b.entry).fit(method="lbfgs")
    effects = fitted.random_effects
    return "strictness", [np.array([float(np.asarray(effects[e])[0]) for e in range(ENTRIES)])]


def spearman(scores: Any, merit: Any) -> float:
    return float(np.corrcoef(scores.argsort().argsort(), merit.argsort().argsort())[0, 1])


def mean_rho(w: Work, found: list[Any]) -> float:
    return float(np.mean([spearman(s, b.merit) for s, b in zip(found, w.ballots, strict=False)]))


def check_severity(w: Work, answer: Scores) -> str:
    """Each side must reach what its kind of method can: ours 0.977 as the mean of the twelve seeds."""
    kind, found = answer
    rho = mean_rho(w, found)
    return "right" if rho >= FLOORS[kind] else f"Spearman {rho:.4f} is below {FLOORS[kind]}"


def facts_severity(w: Work, answer: Scores) -> dict[str, Any]:
    return {"spearman": round(mean_rho(w, answer[1]), 4), "seeds": len(answer[1]), "work": w.code}


# ------------------------------------------------------------------ paired comparison


Strengths = tuple[float, Any]
"""How far from the maximum this side may stop, and its log strengths."""


def ours_pairs(w: Work) -> Strengths:
    found = pairs.fit(pairs.tally(ENTRIES, w.first, w.second, w.outcome))
    return 1e-6, found.strength


def choix_maximum(w: Work) -> Strengths:
    """choix's Newton-CG on the same objective, from its own start, to its default tolerance, which is looser."""
    import choix

    return 1e-3, choix.opt_pairwise(ENTRIES, w.listed, alpha=0.05)


def scipy_pairs(w: Work) -> Strengths:
    """SciPy's Newton-CG with the Hessian as a product: a general optimiser given every help, ties or not."""
    from scipy import optimize

    low, high, wins = _sides(w)
    ties = bool((w.outcome == 0).any())

    def parts(x: Any) -> tuple[Any, ...]:
        half = (x[low] - x[high]) / 2
        up, down, tie = np.exp(half), np.exp(-half), np.exp(x[-1]) if ties else 0.0
        under = up + down + tie
        return half, (up - down) / under, tie / under, under

    def loss(x: Any) -> float:
        half, _, _, under = parts(x)
        tied = x[-1] * float((wins == 0).sum()) if ties else 0.0
        return float(np.log(under).sum() - wins @ half - tied + 0.05 * x @ x)

    def slope(x: Any) -> Any:
        _, ahead, even, _ = parts(x)
        pull = (ahead - wins) / 2
        out = 0.1 * x
        out[:ENTRIES] += np.bincount(low, pull, ENTRIES) - np.bincount(high, pull, ENTRIES)
        if ties:
            out[-1] += even.sum() - (wins == 0).sum()
        return out

    def product(x: Any, v: Any) -> Any:
        _, ahead, even, _ = parts(x)
        flow = (1 - even - ahead * ahead) / 4 * (v[low] - v[high])
        out = 0.1 * v
        if ties:
            bend = even * ahead / 2
            flow = flow - bend * v[-1]
            out[-1] += (even * (1 - even)).sum() * v[-1] - bend @ (v[low] - v[high])
        out[:ENTRIES] += np.bincount(low, flow, ENTRIES) - np.bincount(high, flow, ENTRIES)
        return out

    start = np.zeros(ENTRIES + ties)
    options = {"xtol": 1e-10, "maxiter": 500}
    found = optimize.minimize(loss, start, jac=slope, hessp=product, method="Newton-CG", options=options)
    return 1e-5, found.x[:ENTRIES]


def _sides(w: Work) -> tuple[Any, Any, Any]:
    return w.first, w.second, w.outcome.astype(float)


def lsr(w: Work) -> Strengths:
    """choix's spectral step: one round, not the maximum of anything; shown, with its distance, because people use it."""
    import choix

    return np.inf, choix.lsr_pairwise(ENTRIES, w.listed, alpha=0.05)


@functools.cache
def _maximum(folder: Path | None, code: str, ties: bool) -> Any:
    """The maximum, found once and kept in the bench's folder."""
    kept = None if folder is None else folder / f"maximum-{code}.npy"
    if kept is not None and kept.exists():
        return np.load(kept)
    found = _dense_newton(work(ties=ties), ties)
    if kept is not None:
        np.save(kept, found)
    return found


def _dense_newton(w: Work, ties: bool) -> Any:
    """Newton's method on the dense matrix, by formulas written apart from the product's."""
    size, at = ENTRIES + ties, np.zeros(ENTRIES + ties)
    for _ in range(60):
        half = (at[w.first] - at[w.second]) / 2
        tie = np.exp(at[-1]) if ties else 0.0
        under = np.exp(half) + np.exp(-half) + tie
        ahead, even = (np.exp(half) - np.exp(-half)) / under, tie / under
        slope, matrix = -0.1 * at, 0.1 * np.eye(size)
        for index, sign in ((w.first, 1), (w.second, -1)):
            np.add.at(slope, index, sign * (w.outcome - ahead) / 2)
            for other, turn in ((w.first, 1), (w.second, -1)):
                np.add.at(matrix, (index, other), sign * turn * (1 - even - ahead * ahead) / 4)
            if ties:
                np.add.at(matrix, (index, -1), -sign * even * ahead / 2)
                np.add.at(matrix, (-1, index), -sign * even * ahead / 2)
        if ties:
            slope[-1] += (w.outcome == 0).sum() - even.sum()
            matrix[-1, -1] += (even * (1 - even)).sum()
        step = np.linalg.solve(matrix, slope)
        at = at + step * min(1.0, 2 / np.abs(step).max())
        if np.abs(step).max() < 1e-11:
            return at
    raise RuntimeError("no maximum found")


def check_pairs(w: Work, answer: Strengths) -> str:
    """Ours within 1e-6 of the maximum in every log strength; a peer within what its own tolerance gives."""
    error = distance(w, answer)
    return "right" if error <= answer[0] else f"off by {error:.1e}"


def distance(w: Work, answer: Strengths) -> float:
    best = _maximum(w.folder, w.code, bool((w.outcome == 0).any()))
    return float(np.abs(np.asarray(answer[1]) - best[:ENTRIES]).max())


def facts_pairs(w: Work, answer: Strengths) -> dict[str, Any]:
    return {"distance": distance(w, answer), "work": w.code}


def make(ties: bool) -> Callable[[Path, int], Work]:
    @functools.cache
    def made(folder: Path, seed: int) -> Work:
        return replace(work(ties=ties), folder=folder)

    return made


ours = {"severity": ours_severity, "pairs": ours_pairs, "ties": ours_pairs}

peers: dict[str, dict[str, Callable[[Work], Any]]] = {
    "severity": {
        "numpy EM (to 1e-4)": em_numpy,
        "numpy EM (12 rounds)": em_short,
        "numpy strictness alone": strictness_alone,
        "numpy raw mean": raw_mean,
    },
    "mixed": {"statsmodels MixedLM": mixed_lm},
    "pairs": {"choix opt_pairwise": choix_maximum, "scipy Newton-CG": scipy_pairs, "choix lsr_pairwise": lsr},
    "ties": {"scipy Newton-CG": scipy_pairs},
}


def ours_one_seed(w: Work) -> Scores:
    """The first seed alone, for the peer that takes seconds on it; its rho there is below the mean of the twelve."""
    b = w.ballots[0]
    found = severity.fit(b.judge, b.entry, b.score, JUDGES, ENTRIES)
    return "em", [] if found is None else [found.scores]


def check(case: str, w: Work, answer: Any) -> str:
    """The oracle of a case: "right", or what is wrong."""
    return check_severity(w, answer) if case in ("severity", "mixed") else check_pairs(w, answer)


VERSIONS = ("numpy", "scipy", "choix", "statsmodels")
BENCHES = [
    Bench(
        path=PATH,
        name="severity, 12 seeds",
        module=__name__,
        goal="mean rho >= 0.977, <= 1/2 of EM in NumPy",
        make=make(False),
        ours=ours_severity,
        peers=peers["severity"],
        check=check_severity,
        facts=facts_severity,
        repeat=5,
        warm=1,
        versions=VERSIONS,
    ),
    Bench(
        path=PATH,
        name="severity, one seed",
        module=__name__,
        goal=">= 100x statsmodels MixedLM",
        make=make(False),
        ours=ours_one_seed,
        peers=peers["mixed"],
        check=check_severity,
        facts=facts_severity,
        rounds=3,
        rounds_quick=1,
        versions=VERSIONS,
    ),
    Bench(
        path=PATH,
        name="pairs, 100,000",
        module=__name__,
        goal=">= 5x choix opt_pairwise, within 1e-6",
        make=make(False),
        ours=ours_pairs,
        peers=peers["pairs"],
        check=check_pairs,
        facts=facts_pairs,
        rounds=3,
        rounds_quick=1,
        versions=VERSIONS,
    ),
    Bench(
        path=PATH,
        name="pairs with ties, 100,000",
        module=__name__,
        goal="within 1e-6 of the maximum",
        make=make(True),
        ours=ours_pairs,
        peers=peers["ties"],
        check=check_pairs,
        facts=facts_pairs,
        rounds_quick=1,
        versions=VERSIONS,
    ),
]
