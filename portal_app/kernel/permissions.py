"""The rights, as `noun:verb`, in the groups a company's administrator sees. Which role holds which is a rule of accounts."""

from enum import StrEnum


class Permission(StrEnum):
    """About forty things a person may do. Names are stable: they stand in audit entries and custom roles."""

    # own account
    SELF_MANAGE = "self:manage"
    # catalogue and prices
    CATALOG_VIEW = "catalog:view"
    PRICE_VIEW = "price:view"
    AGREEMENT_VIEW = "agreement:view"
    # ordering
    CART_EDIT = "cart:edit"
    CART_SUBMIT = "cart:submit"
    LIST_SHARE = "list:share"
    ORDER_VIEW = "order:view"
    ORDER_VIEW_ALL = "order:view-all"
    ORDER_CANCEL = "order:cancel"
    AMOUNT_VIEW = "amount:view"
    # approvals and budgets
    APPROVAL_DECIDE = "approval:decide"
    APPROVAL_RULE_EDIT = "approval-rule:edit"
    BUDGET_VIEW = "budget:view"
    BUDGET_EDIT = "budget:edit"
    DELEGATION_EDIT = "delegation:edit"
    # quotes and after sales
    QUOTE_REQUEST = "quote:request"
    QUOTE_ACCEPT = "quote:accept"
    RETURN_CREATE = "return:create"
    CLAIM_CREATE = "claim:create"
    # documents and money owed
    DOCUMENT_VIEW = "document:view"
    INVOICE_VIEW = "invoice:view"
    INVOICE_EXPORT = "invoice:export"
    PAYMENT_MANAGE = "payment:manage"
    # analysis
    ANALYSIS_VIEW = "analysis:view"
    ANALYSIS_EXPORT = "analysis:export"
    # people and company
    PEOPLE_VIEW = "people:view"
    PEOPLE_INVITE = "people:invite"
    PEOPLE_EDIT = "people:edit"
    PEOPLE_DEACTIVATE = "people:deactivate"
    ROLE_ASSIGN = "role:assign"
    COST_CENTRE_VIEW = "cost-centre:view"
    COST_CENTRE_EDIT = "cost-centre:edit"
    ADDRESS_VIEW = "address:view"
    ADDRESS_EDIT = "address:edit"
    COMPANY_EDIT = "company:edit"
    AUDIT_VIEW = "audit:view"
    API_KEY_EDIT = "api-key:edit"
    # the supplier's people
    STAFF_COMPANIES_VIEW = "staff:companies-view"
    STAFF_COMPANIES_EDIT = "staff:companies-edit"
    STAFF_ACT_FOR = "staff:act-for"
    STAFF_OPERATE = "staff:operate"


P = Permission
GROUPS: dict[str, tuple[Permission, ...]] = {
    "Own account": (P.SELF_MANAGE,),
    "Catalogue and prices": (P.CATALOG_VIEW, P.PRICE_VIEW, P.AGREEMENT_VIEW),
    "Ordering": (
        P.CART_EDIT, P.CART_SUBMIT, P.LIST_SHARE, P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.ORDER_CANCEL, P.AMOUNT_VIEW,
    ),
    "Approvals and budgets": (
        P.APPROVAL_DECIDE, P.APPROVAL_RULE_EDIT, P.BUDGET_VIEW, P.BUDGET_EDIT, P.DELEGATION_EDIT,
    ),
    "Quotes and after sales": (P.QUOTE_REQUEST, P.QUOTE_ACCEPT, P.RETURN_CREATE, P.CLAIM_CREATE),
    "Documents and payments": (P.DOCUMENT_VIEW, P.INVOICE_VIEW, P.INVOICE_EXPORT, P.PAYMENT_MANAGE),
    "Analysis": (P.ANALYSIS_VIEW, P.ANALYSIS_EXPORT),
    "People and company": (
        P.PEOPLE_VIEW, P.PEOPLE_INVITE, P.PEOPLE_EDIT, P.PEOPLE_DEACTIVATE, P.ROLE_ASSIGN,
        P.COST_CENTRE_VIEW, P.COST_CENTRE_EDIT, P.ADDRESS_VIEW, P.ADDRESS_EDIT,
        P.COMPANY_EDIT, P.AUDIT_VIEW, P.API_KEY_EDIT,
    ),
    "Supplier": (P.STAFF_COMPANIES_VIEW, P.STAFF_COMPANIES_EDIT, P.STAFF_ACT_FOR, P.STAFF_OPERATE),
}  # fmt: skip
STAFF_ONLY: frozenset[Permission] = frozenset(GROUPS["Supplier"])
