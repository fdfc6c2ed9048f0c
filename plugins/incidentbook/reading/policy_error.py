"""What is wrong with a policy that cannot be used."""

from incidentbook.records import Problem


class PolicyError(Exception):
    """The policy cannot be used: one located problem for each fault."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(_sentence(problem) for problem in problems))


def _sentence(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.at}: {problem.message}{hint}"
