"""HTTP for everything that sets a cookie or takes a password: /auth/*. Parses, calls an action, answers where to go next.

A screen's form posts JSON with `X-Portal: form` (and `Accept-Language` of the page) and gets one of
{"go": path}, {"step": "code" | "set-up" | "with-code" | "fresh-link"}, {"problem": {"title", "fields", "code"}}, or what it asked for.
"""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from portal_app.accounts.actions import invitations, own_account, passwords, reset, second_step, set_up, staff_side
from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.sessions import COOKIE, DEVICE_COOKIE
from portal_app.accounts.actions.sessions import sign_out as end_session
from portal_app.accounts.actions.sign_in import sign_in
from portal_app.accounts.api_caller import Caller, FormRoute, caller_of, read
from portal_app.accounts.api_forms import CodeForm, CompanyForm, EmailForm, EnterForm, LinkForm, LinkPasswordForm, NoForm, PasswordForm, SignInForm, StepUpForm
from portal_app.accounts.rules.paths import path_afterwards
from portal_app.accounts.rules.sessions import DEVICE_KNOWN
from portal_app.kernel.errors import TooMany
from portal_app.kernel.i18n import translate

router = APIRouter(prefix="/auth", route_class=FormRoute)
Asking = Annotated[Caller, Depends(caller_of)]


# --- signing in ------------------------------------------------------------------------------------------------------


@router.post("/sign-in")
def post_sign_in(asking: Asking, form: Annotated[SignInForm, Depends(read(SignInForm))]) -> JSONResponse:
    try:
        opened = sign_in(asking.visitor, form.email, form.password, code=form.code, device_token=asking.device_token, user_agent=asking.user_agent)
    except TooMany as wait:
        wait.more = {"step": "with-code"}
        raise
    return _onwards(opened, form.next)


@router.post("/code")
def post_code(asking: Asking, form: Annotated[CodeForm, Depends(read(CodeForm))]) -> JSONResponse:
    opened = second_step.enter_code(asking.visitor, asking.token, form.code, trust_device=form.trust_device, device_token=asking.device_token)
    return _onwards(opened, form.next)


@router.post("/recovery")
def post_recovery(asking: Asking, form: Annotated[CodeForm, Depends(read(CodeForm))]) -> JSONResponse:
    return _onwards(second_step.enter_recovery_code(asking.visitor, asking.token, form.code, device_token=asking.device_token), form.next)


@router.post("/step-up")
def post_step_up(asking: Asking, form: Annotated[StepUpForm, Depends(read(StepUpForm))]) -> JSONResponse:
    return _onwards(second_step.step_up(asking.visitor, asking.token, code=form.code, password=form.password), form.next)


@router.post("/sign-out")
def post_sign_out(asking: Asking, form: Annotated[NoForm, Depends(read(NoForm))]) -> JSONResponse:
    end_session(asking.visitor, asking.token)
    answer = JSONResponse({"go": "/sign-in"}, headers={"Clear-Site-Data": '"cache", "storage"'})
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.post("/demo")
def post_demo(asking: Asking, form: Annotated[EnterForm, Depends(read(EnterForm))]) -> JSONResponse:
    """One click on somebody of the demo's cast. In production there is no such thing."""
    opened = enter_as(asking.visitor, form.email, device_token=asking.device_token, user_agent=asking.user_agent)
    return _onwards(opened, form.next)


# --- the second step -------------------------------------------------------------------------------------------------


@router.post("/set-up/begin")
def post_set_up_begin(asking: Asking, form: Annotated[NoForm, Depends(read(NoForm))]) -> JSONResponse:
    """{"secret", "link", "drawing"}: the drawing is an inline SVG."""
    return JSONResponse(asdict(set_up.begin_set_up(asking.visitor, asking.token)))


@router.post("/set-up/confirm")
def post_set_up_confirm(asking: Asking, form: Annotated[CodeForm, Depends(read(CodeForm))]) -> JSONResponse:
    """{"recovery_codes": [...], "go": path}: the codes are shown before going on."""
    confirmed = set_up.confirm_set_up(asking.visitor, asking.token, form.code, device_token=asking.device_token)
    return _with_cookies({"recovery_codes": confirmed.recovery_codes, "go": path_afterwards(form.next)}, confirmed.opened)


@router.post("/recovery-codes")
def post_recovery_codes(asking: Asking, form: Annotated[NoForm, Depends(read(NoForm))]) -> JSONResponse:
    """{"recovery_codes": [...]}: ten new ones, the old are void."""
    return JSONResponse({"recovery_codes": set_up.renew_recovery_codes(asking.actor)})


# --- links in mails, passwords ---------------------------------------------------------------------------------------


@router.post("/invitation")
def post_invitation(asking: Asking, form: Annotated[LinkForm, Depends(read(LinkForm))]) -> JSONResponse:
    """{"invitation": {"name", "email", "company_name", "has_password", "opens"}}"""
    return JSONResponse({"invitation": asdict(invitations.read_invitation(asking.visitor, form.token))})


@router.post("/invitation/fresh")
def post_invitation_fresh(asking: Asking, form: Annotated[LinkForm, Depends(read(LinkForm))]) -> JSONResponse:
    invitations.ask_fresh_invitation(asking.visitor, form.token)
    return JSONResponse({"say": translate(asking.visitor.locale, invitations.LINK_OLD)})


@router.post("/invitation/accept")
def post_invitation_accept(asking: Asking, form: Annotated[LinkPasswordForm, Depends(read(LinkPasswordForm))]) -> JSONResponse:
    opened = invitations.accept_invitation(asking.visitor, form.token, form.password, device_token=asking.device_token, user_agent=asking.user_agent)
    return _onwards(opened, form.next)


@router.post("/reset-request")
def post_reset_request(asking: Asking, form: Annotated[EmailForm, Depends(read(EmailForm))]) -> JSONResponse:
    reset.ask_reset(asking.visitor, form.email)
    return JSONResponse({"say": translate(asking.visitor.locale, "If this address is known here, a link is on its way to it. It works for 60 minutes.")})


@router.post("/reset")
def post_reset(asking: Asking, form: Annotated[LinkPasswordForm, Depends(read(LinkPasswordForm))]) -> JSONResponse:
    device_token = reset.reset_password(asking.visitor, form.token, form.password, user_agent=asking.user_agent)
    said = translate(asking.visitor.locale, "Your new password is set. Please sign in with it.")
    return _with_device(JSONResponse({"say": said, "go": "/sign-in"}), device_token)


@router.post("/password")
def post_password(asking: Asking, form: Annotated[PasswordForm, Depends(read(PasswordForm))]) -> JSONResponse:
    actor = asking.actor
    passwords.change_password(actor, form.current, form.password)
    return JSONResponse({"say": translate(actor.locale, "Your password is changed. All other sign-ins were ended.")})


@router.post("/company")
def post_company(asking: Asking, form: Annotated[CompanyForm, Depends(read(CompanyForm))]) -> JSONResponse:
    """Go on in another of one's companies."""
    return _onwards(own_account.switch_company(asking.visitor, asking.token, form.company_id), form.next)


# --- the supplier's people -------------------------------------------------------------------------------------------


@router.post("/staff-set-up")
def post_staff_set_up(asking: Asking, form: Annotated[LinkPasswordForm, Depends(read(LinkPasswordForm))]) -> JSONResponse:
    return _onwards(staff_side.accept_staff_link(asking.visitor, form.token, form.password, user_agent=asking.user_agent), form.next)


@router.post("/act-for")
def post_act_for(asking: Asking, form: Annotated[CompanyForm, Depends(read(CompanyForm))]) -> JSONResponse:
    return _onwards(staff_side.act_for(asking.actor, form.company_id), form.next)


@router.post("/stop-acting")
def post_stop_acting(asking: Asking, form: Annotated[CompanyForm, Depends(read(CompanyForm))]) -> JSONResponse:
    return _onwards(staff_side.stop_acting(asking.actor), form.next)


# --- answers ---------------------------------------------------------------------------------------------------------


def _onwards(opened: Opened, wanted: str) -> JSONResponse:
    answer = {"go": path_afterwards(wanted)} if opened.step is NextStep.DONE else {"step": opened.step.value}
    return _with_cookies(answer, opened)


def _with_cookies(answer: dict[str, object], opened: Opened) -> JSONResponse:
    """The session cookie ends with the browser."""
    response = JSONResponse(answer)
    response.set_cookie(COOKIE, opened.token, path="/", secure=True, httponly=True, samesite="lax")
    return _with_device(response, opened.device_token)


def _with_device(response: JSONResponse, token: str) -> JSONResponse:
    """The device cookie stays as long as the device is known. No token: it stays as it is."""
    if token:
        lasts = int(DEVICE_KNOWN.total_seconds())
        response.set_cookie(DEVICE_COOKIE, token, max_age=lasts, path="/", secure=True, httponly=True, samesite="lax")
    return response
