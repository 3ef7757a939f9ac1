"""What the browser's small forms may send: exactly these fields, each with its largest length. Anything else is refused unread."""

from pydantic import BaseModel, ConfigDict, Field, field_validator

_TOKEN = Field("", max_length=100)
_CODE = Field("", max_length=40)
_PASSWORD = Field("", max_length=1000)  # longer ones get their sentence from the rules, beyond this nobody is typing
_NEXT = Field("", max_length=500)


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: object) -> object:
        """Half of a surrogate pair is no character; it can be written in JSON, but not stored or hashed."""
        if isinstance(value, str):
            value.encode()
        return value


class SignInForm(Form):
    email: str = Field("", max_length=500)
    password: str = _PASSWORD
    code: str = _CODE
    next: str = _NEXT


class CodeForm(Form):
    code: str = _CODE
    trust_device: bool = False
    next: str = _NEXT


class StepUpForm(Form):
    code: str = _CODE
    password: str = _PASSWORD
    next: str = _NEXT


class LinkForm(Form):
    token: str = _TOKEN


class LinkPasswordForm(Form):
    token: str = _TOKEN
    password: str = _PASSWORD
    next: str = _NEXT


class EmailForm(Form):
    email: str = Field("", max_length=500)


class EnterForm(Form):
    email: str = Field("", max_length=254)
    next: str = _NEXT


class PasswordForm(Form):
    current: str = _PASSWORD
    password: str = _PASSWORD


class CompanyForm(Form):
    company_id: str = Field("", max_length=26)
    next: str = _NEXT


class NoForm(Form):
    pass
