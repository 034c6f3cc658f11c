"""Makes tests/known/open_bandit.txt: logged rows, and what Open Bandit Pipeline 0.5.7 says of them. policy_value must agree.

  python3.9 bench/peers/open_bandit.py > tests/known/open_bandit.txt

Needs obp 0.5.7 (Apache-2.0), which needs a Python below 3.11. PyTorch, which it imports and these estimators do not use,
may be missing. Lines: "row" reward propensity target_probability predicted_reward predicted_value slate; then "answer"
options estimator value, for single rows (slate -) and for slates of three.
"""

import sys
from unittest.mock import MagicMock

try:
    import torch  # noqa: F401
except ImportError:
    missing = MagicMock()
    missing.nn.Module = missing.utils.data.Dataset = object
    for name in ("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data"):
        sys.modules[name] = missing

import numpy as np
from obp.ope import (
    DirectMethod,
    DoublyRobust,
    DoublyRobustWithShrinkage,
    InverseProbabilityWeighting,
    SelfNormalizedDoublyRobust,
    SelfNormalizedInverseProbabilityWeighting,
    SelfNormalizedSlateStandardIPS,
    SlateStandardIPS,
    SubGaussianInverseProbabilityWeighting,
    SwitchDoublyRobust,
)

rng = np.random.default_rng(20240607)
n, actions, size = 300, 6, 3


def row(*values):
    print("row", *[repr(float(v)) if not isinstance(v, str) else v for v in values])


def answer(options, name, value):
    print("answer", options, name, repr(float(value)))


share = lambda shape, spread: (lambda x: x / x.sum(-1, keepdims=True))(np.exp(rng.normal(0, spread, shape)))
logging, target, model = share((n, actions), 0.7), share((n, actions), 1.5), rng.random((n, actions))
action = np.array([rng.choice(actions, p=p) for p in logging])
reward = (rng.random(n) < model[np.arange(n), action] ** 2).astype(float) * rng.choice([0.5, 1, 3], n)
at = np.arange(n)
for i in range(n):
    row(reward[i], logging[i, action[i]], target[i, action[i]], model[i, action[i]], (target[i] * model[i]).sum(), "-")
rows = dict(reward=reward, action=action, pscore=logging[at, action], action_dist=target[:, :, None])
predicted = dict(rows, estimated_rewards_by_reg_model=model[:, :, None])
answer("{}", "ips", InverseProbabilityWeighting().estimate_policy_value(**rows))
answer("{}", "snips", SelfNormalizedInverseProbabilityWeighting().estimate_policy_value(**rows))
direct = dict(action_dist=target[:, :, None], estimated_rewards_by_reg_model=model[:, :, None])
answer("{}", "dm", DirectMethod().estimate_policy_value(**direct))
answer("{}", "dr", DoublyRobust().estimate_policy_value(**predicted))
answer("{}", "sndr", SelfNormalizedDoublyRobust().estimate_policy_value(**predicted))
for limit in (0.5, 2.0, 10.0):
    answer(f'{{"clip":{limit}}}', "clipped", InverseProbabilityWeighting(lambda_=limit).estimate_policy_value(**rows))
    answer(f'{{"switch":{limit}}}', "switch_dr", SwitchDoublyRobust(lambda_=limit).estimate_policy_value(**predicted))
    answer(f'{{"lambda":{limit}}}', "dros", DoublyRobustWithShrinkage(lambda_=limit).estimate_policy_value(**predicted))
for limit in (0.0, 0.02, 0.5, 1.0):
    answer(
        f'{{"lambda":{limit}}}',
        "sg_ips",
        SubGaussianInverseProbabilityWeighting(lambda_=limit).estimate_policy_value(**rows),
    )

slates = 100
reward = rng.random((slates, size)) * (rng.random((slates, size)) < 0.4)
logged, wanted = rng.uniform(0.05, 0.6, slates), rng.uniform(0.01, 0.7, slates)
for s in range(slates):
    for j in range(size):
        row(reward[s, j], logged[s], wanted[s], 0, 0, str(s))
seen = dict(
    slate_id=np.repeat(np.arange(slates), size),
    reward=reward.ravel(),
    position=np.tile(np.arange(size), slates),
    pscore=np.repeat(logged, size),
    evaluation_policy_pscore=np.repeat(wanted, size),
)
answer("slates", "ips", SlateStandardIPS(len_list=size).estimate_policy_value(**seen))
answer("slates", "snips", SelfNormalizedSlateStandardIPS(len_list=size).estimate_policy_value(**seen))
