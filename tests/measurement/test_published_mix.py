"""Changes of mix that are in print: a figure that moved only because what arrived did."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.oaxaca import OaxacaBlinder

from gains.measurement.mix import kitagawa, merge_thin_kinds
from tests.measurement.published import read


def _berkeley():
    data = read("berkeley_ucb/ucb_admissions.csv")
    return data.pivot_table(index=["Dept", "Gender"], columns="Admit", values="Freq")


def test_berkeley_1973_admissions():
    table = _berkeley()
    strata = [
        table.loc[dept].loc[["Male", "Female"], ["Admitted", "Rejected"]].to_numpy()
        for dept in "ABCDEF"
    ]
    whole = np.sum(strata, axis=0)
    assert whole[0, 0] * whole[1, 1] / (whole[0, 1] * whole[1, 0]) == pytest.approx(1.841, abs=5e-4)
    stratified = StratifiedTable(strata)
    assert stratified.oddsratio_pooled == pytest.approx(0.9047, abs=1e-4)
    assert stratified.oddsratio_pooled_confint() == pytest.approx((0.7719, 1.0603), abs=1e-4)
    test = stratified.test_null_odds(correction=True)
    assert test.statistic == pytest.approx(1.4269, abs=1e-4)
    assert test.pvalue == pytest.approx(0.2323, abs=1e-4)


def test_kitagawa_says_that_berkeley_is_mix_and_adds_up():
    table = _berkeley()
    side = {}
    for gender in ("Male", "Female"):
        rows = table.xs(gender, level="Gender")
        side[gender] = rows.Admitted.to_numpy(), rows.sum(axis=1).to_numpy()
    split = kitagawa(*side["Male"], *side["Female"])
    raw = [sums.sum() / units.sum() for sums, units in side.values()]
    assert split.rate + split.mix == pytest.approx(raw[1] - raw[0], abs=1e-12)
    # women were admitted less often over all, and more often within departments
    assert raw[1] < raw[0]
    assert split.rate > 0 > split.mix


def test_kitagawa_is_the_oaxaca_blinder_split_of_statsmodels_with_averaged_weights():
    rng = np.random.default_rng(11)
    units = rng.integers(5, 60, size=(2, 3))
    values = [[rng.gamma(2, kind + 1, size=n) for kind, n in enumerate(row)] for row in units]
    outcome = np.concatenate([np.concatenate(row) for row in values])
    after = np.repeat([0, 1], units.sum(axis=1))
    kind = np.concatenate([np.repeat(np.arange(3), row) for row in units])
    dummies = np.column_stack([after, kind == 0, kind == 1, kind == 2]).astype(float)
    oaxaca = OaxacaBlinder(outcome, dummies, 0, hasconst=True, swap=False).two_fold(
        two_fold_type="self_submitted", submitted_weight=0.5
    )
    sums = np.array([[value.sum() for value in row] for row in values])
    split = kitagawa(sums[0], units[0], sums[1], units[1])
    unexplained, explained, gap = oaxaca.params
    assert split.rate + split.mix == pytest.approx(-gap)
    assert split.mix == pytest.approx(-explained)
    assert split.rate == pytest.approx(-unexplained)


def test_oaxaca_blinder_statsmodels_ccard():
    data = sm.datasets.ccard.load_pandas()
    model = OaxacaBlinder(data.endog, data.exog, "OWNRENT", hasconst=False)
    assert model.two_fold().params == pytest.approx([27.94091, 130.80954, 158.75044], abs=1e-4)
    assert model.three_fold().params == pytest.approx(
        [321.74824, 75.45371, -238.45151, 158.75044], abs=1e-4
    )


def test_a_kind_without_units_is_refused():
    one = np.array([1.0, 1.0])
    with pytest.raises(ValueError, match="no units"):
        kitagawa(one, one, one, np.array([1.0, 0.0]))


def test_a_thin_kind_joins_the_kind_with_the_nearest_mean():
    # kinds: easy (mean 2), hard (mean 8), rare (mean 9, 1 case in one week)
    cases = np.array([[40, 20, 6], [45, 22, 1], [39, 25, 8]])
    merging = merge_thin_kinds(cases, np.array([2.0, 8.0, 9.0]))
    assert merging.stratum == (0, 1, 1)
    assert merging.merged == ((2, 1),)


def test_kinds_that_are_all_thin_become_one():
    merging = merge_thin_kinds(np.ones((4, 3)), np.array([1.0, 2.0, np.nan]))
    assert set(merging.stratum) == {0}
