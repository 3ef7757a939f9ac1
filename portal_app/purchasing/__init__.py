"""Owns budgets with their ledger, approval rules, approval requests and their decisions, and delegations.

Does not own carts and orders (ordering), who people are and which roles they hold (accounts), nor what something costs (pricing).
Ordering calls `reserve`, `commit`, `book_invoice`, `release`, `open_request` and `withdraw_request` inside its own commands.
"""

from portal_app.purchasing.actions.approval_rules import close_rule, list_rules, put_rule
from portal_app.purchasing.actions.booking import book_invoice, commit, release, reserve
from portal_app.purchasing.actions.budgets import close_budget, list_budgets, put_budget
from portal_app.purchasing.actions.deciding import Verdict, decide_request
from portal_app.purchasing.actions.delegations import DelegationLine, end_delegation, list_delegations, list_possible_deputies, put_delegation
from portal_app.purchasing.actions.inbox import decided_requests, own_requests, read_request, requests_to_decide
from portal_app.purchasing.actions.judging import judge_cart
from portal_app.purchasing.actions.news import RequestDecided
from portal_app.purchasing.actions.reminding import remind_requests
from portal_app.purchasing.actions.requests import open_request, withdraw_request
from portal_app.purchasing.actions.views import BudgetLine, DecisionView, RequestedLine, RequestLine, RequestSheet, StepView
from portal_app.purchasing.rules.approval_rules import ApprovalRule, RuleFacts, RuleStep
from portal_app.purchasing.rules.approvers import Decider, LeftOut
from portal_app.purchasing.rules.budgets import BudgetFacts, BudgetMode, BudgetOutlook, BudgetPeriod
from portal_app.purchasing.rules.carts import CartFacts, CartLine
from portal_app.purchasing.rules.conditions import (
    BudgetAbove,
    BudgetExceeded,
    ConditionGroup,
    FirstPurchase,
    ForCostCentre,
    InCategory,
    TotalAbove,
)  # fmt: skip
from portal_app.purchasing.rules.delegations import DelegationFacts
from portal_app.purchasing.rules.judging import FiredRule, Judgement, PlannedStep
from portal_app.purchasing.rules.life_cycle import RequestState
from portal_app.purchasing.rules.reasons import Reason, say_reason, say_rules, say_why
from portal_app.purchasing.rules.record import RECORD_WORDS
from portal_app.purchasing.rules.small_changes import SmallChange
from portal_app.purchasing.rules.snapshots import CartSnapshot, SnapshotAddress, SnapshotLine, digest_of

__all__ = [
    "ApprovalRule", "BudgetAbove", "BudgetExceeded", "BudgetFacts", "BudgetLine", "BudgetMode", "BudgetOutlook", "BudgetPeriod", "CartFacts",
    "CartLine", "CartSnapshot", "ConditionGroup", "Decider", "DecisionView", "DelegationFacts", "DelegationLine", "FiredRule", "FirstPurchase",
    "ForCostCentre", "InCategory", "Judgement", "LeftOut", "PlannedStep", "RECORD_WORDS", "Reason", "RequestDecided", "RequestLine", "RequestSheet",
    "RequestState", "RequestedLine", "RuleFacts", "RuleStep", "SmallChange", "SnapshotAddress", "SnapshotLine", "StepView", "TotalAbove", "Verdict",
    "book_invoice", "close_budget", "close_rule", "commit", "decide_request", "decided_requests", "digest_of", "end_delegation", "judge_cart",
    "list_budgets", "list_delegations", "list_possible_deputies", "list_rules", "open_request", "own_requests", "put_budget", "put_delegation",
    "put_rule", "read_request", "release", "remind_requests", "requests_to_decide", "reserve", "say_reason", "say_rules", "say_why",
    "withdraw_request",
]  # fmt: skip
