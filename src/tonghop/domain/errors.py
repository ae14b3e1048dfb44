"""The one root of every rule that says no to a person."""


class Refusal(Exception):  # noqa: N818 (a refusal is not an error: a rule has worked)
    """A rule said no. A subclass stands where its rule stands and is named as the fact (`PeriodClosed`).

    `code` is stable and for programs; `message_vi` and `message_en` are for people: what happened, to what,
    what to do next. The facts are keyword arguments, kept in `facts` and filled into both messages.

    >>> class PeriodClosed(Refusal):
    ...     code = "period-closed"
    ...     message_vi = "Kỳ {cycle} đã khóa."
    ...     message_en = "The cycle {cycle} is closed."
    >>> str(PeriodClosed(cycle="2023-H1"))
    'Kỳ 2023-H1 đã khóa. / The cycle 2023-H1 is closed.'
    """

    code: str = "refused"
    message_vi: str = "Yêu cầu bị từ chối."
    message_en: str = "The request is refused."

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    @property
    def vietnamese(self) -> str:
        return self.message_vi.format(**self.facts)

    @property
    def english(self) -> str:
        return self.message_en.format(**self.facts)

    def __str__(self) -> str:
        return f"{self.vietnamese} / {self.english}"
