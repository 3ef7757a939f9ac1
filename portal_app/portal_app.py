"""The composition root: lists pages, routes, deliveries, subscribers and jobs, and decides nothing."""

from fastapi import FastAPI

from portal_app.accounts import COOKIE, RESET_TOPIC, carry_out_reset, ended_among, find_signed_in, touch_session, use_record_words
from portal_app.accounts.api import router as accounts_api
from portal_app.accounts.jobs import JOBS as ACCOUNTS_JOBS
from portal_app.accounts.screens import account, code, cost_centre_view, join, nowhere, people, place_view, record, reset, roles, set_up, settings, staff_view
from portal_app.accounts.screens.sign_in import sign_in_page
from portal_app.accounts.screens.welcome import Welcome, before_sign_in
from portal_app.catalog import RECORD_WORDS as CATALOG_WORDS
from portal_app.dashboard.screens import desk_view, kit
from portal_app.dashboard.screens.frame import Around, portal_frame
from portal_app.demo.screens.cast import Cast, cast_panel
from portal_app.demo.screens.mailbox import mailbox_page
from portal_app.documents.api import router as documents_api
from portal_app.imports.api import router as imports_api
from portal_app.imports.screens import files_view as imports_view
from portal_app.integrations.erp import DELIVERIES as ERP_DELIVERIES
from portal_app.integrations.erp import JOBS as ERP_JOBS
from portal_app.integrations.erp import RECORD_WORDS as ERP_WORDS
from portal_app.integrations.mail import TOPIC as MAIL_TOPIC
from portal_app.integrations.mail import deliver_mail
from portal_app.kernel.events import subscribe
from portal_app.kernel.forgetting import JOBS as KERNEL_JOBS
from portal_app.kernel.jobs import schedule
from portal_app.kernel.outbox import deliver
from portal_app.ordering import RECORD_WORDS as ORDERING_WORDS
from portal_app.ordering import SUBSCRIBERS as ORDERING_SUBSCRIBERS
from portal_app.ordering.api import router as ordering_api
from portal_app.ordering.jobs import JOBS as ORDERING_JOBS
from portal_app.ordering.screens import (
    cart_ordered,
    cart_view,
    intake_view,
    lists_list_view,
    lists_view,
    orders_order_view,
    orders_view,
    products_product_view,
    products_view,
    quick_order,
    staff_line_view,
    staff_order_view,
    staff_orders_view,
    staff_stock_view,
)
from portal_app.pricing import RECORD_WORDS as PRICING_WORDS
from portal_app.purchasing import RECORD_WORDS as PURCHASING_WORDS
from portal_app.purchasing.jobs import JOBS as PURCHASING_JOBS
from portal_app.purchasing.screens import approvals_view, budgets_view, deputies, rules_view
from portal_app.ui import FrameMaker, app_options, use_frame
from portal_app.ui.app import portal
from portal_app.ui.bridge import SignIns, use_sign_ins
from portal_app.ui.health import health
from portal_app.ui.lifespan import beside_the_pages

PAGES = (
    desk_view.PAGE,
    quick_order.PAGE,
    intake_view.PAGE,
    cart_view.PAGE,
    cart_ordered.PAGE,
    products_view.PAGE,
    products_product_view.PAGE,
    approvals_view.PAGE,
    deputies.PAGE,
    orders_view.PAGE,
    orders_order_view.PAGE,
    lists_view.PAGE,
    lists_list_view.PAGE,
    people.PAGE,
    roles.PAGE,
    cost_centre_view.PAGE,
    place_view.PAGE,
    budgets_view.PAGE,
    rules_view.PAGE,
    record.PAGE,
    settings.PAGE,
    staff_view.PAGE,
    staff_orders_view.PAGE,
    staff_order_view.PAGE,
    staff_stock_view.PAGE,
    staff_line_view.PAGE,
    imports_view.PAGE,
    kit.PAGE,
    sign_in_page(cast_panel, on_load=(Cast.show_cast,)),
    code.CODE_PAGE,
    code.RECOVERY_PAGE,
    set_up.PAGE,
    set_up.CODES_PAGE,
    account.PAGE,
    join.INVITATION_PAGE,
    join.FIRST_ACCESS_PAGE,
    reset.ASK_PAGE,
    reset.CHOOSE_PAGE,
    nowhere.PAGE,
    mailbox_page(before_sign_in, on_load=(Welcome.fill,)),
)  # fmt: skip
ROUTES = (health, accounts_api, ordering_api, documents_api, imports_api)
DELIVERIES = {MAIL_TOPIC: deliver_mail, RESET_TOPIC: carry_out_reset, **ERP_DELIVERIES}
JOBS = (*KERNEL_JOBS, *ACCOUNTS_JOBS, *ERP_JOBS, *PURCHASING_JOBS, *ORDERING_JOBS)
SUBSCRIBERS = ORDERING_SUBSCRIBERS

for words in (CATALOG_WORDS, PRICING_WORDS, ERP_WORDS, PURCHASING_WORDS, ORDERING_WORDS):
    use_record_words(words)
use_sign_ins(SignIns(COOKIE, find_signed_in, touch_session, ended_among))
use_frame(FrameMaker(portal_frame, on_load=(Around.fill,)))

for topic, handler in DELIVERIES.items():
    deliver(topic, handler)
for job in JOBS:
    schedule(job)
for event, subscriber in SUBSCRIBERS:
    subscribe(event, subscriber)

api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
for routes in ROUTES:
    api.include_router(routes)

app = portal(PAGES, api_transformer=api, **app_options())
app.register_lifespan_task(beside_the_pages)
