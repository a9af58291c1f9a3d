"""The measures, by ir_measures (MacAvaney, Macdonald & Ounis, ECIR 2022).

nDCG@10: Järvelin & Kekäläinen (2002), graded. R@10, Success@k, RR: relevant means grade ≥ 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from faqbot.evaluation.files import Qrels
from faqbot.evaluation.runs import Run


def measure(qrels: Qrels, run: Run) -> dict[str, float]:
    """The means over the judged queries, by the measure's name; `queries` is how many there were."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    measures = [nDCG @ 10, R @ 10, Success @ 1, Success @ 3, RR]
    found = ir_measures.calc_aggregate(measures, _qrels(qrels), run)
    return {str(m): round(float(found[m]), 4) for m in measures} | {"queries": len(qrels)}


def _qrels(qrels: Qrels) -> Mapping[str, Mapping[str, int]]:
    return {query: dict(judged) for query, judged in qrels.items()}
