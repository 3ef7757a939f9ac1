"""The composition root: lists pages, routes, subscribers, deliveries and jobs, and decides nothing."""

from fastapi import FastAPI

from portal_app.accounts import COOKIE, ended_among, find_signed_in, touch_session
from portal_app.ui.app import portal
from portal_app.ui.app_options import app_options
from portal_app.ui.bridge import SignIns, use_sign_ins
from portal_app.ui.health import health
from portal_app.ui.lifespan import beside_the_pages

use_sign_ins(SignIns(COOKIE, find_signed_in, touch_session, ended_among))

api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
api.include_router(health)

app = portal(pages=(), api_transformer=api, **app_options())
app.register_lifespan_task(beside_the_pages)
