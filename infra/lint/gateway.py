"""The API: limits in a form that the gateway accepts, and function timeouts below the gateway's."""

from collections.abc import Iterator

from lint.template import Template, named

# The gateway waits 30 s.
LONGEST = 29


def route_limits_are_numbers(template: Template) -> Iterator[str]:
    """SAM passes RouteSettings on unchanged, and a parameter is a text, which API Gateway refuses."""
    for name, api in template.of_type("AWS::Serverless::HttpApi"):
        for route, settings in api.get("RouteSettings", {}).items():
            for key, value in settings.items():
                if not isinstance(value, int | float):
                    yield f"{name}, RouteSettings of {route}: {key} is {value}; write a number"


def functions_time_out_before_the_gateway(template: Template) -> Iterator[str]:
    called = {
        named(it["Properties"]["FunctionName"])
        for it in template.processed.values()
        if it["Type"] == "AWS::Lambda::Permission" and it["Properties"]["Principal"] == "apigateway.amazonaws.com"
    }
    for name, resource in template.processed.items():
        if name in called and resource["Properties"]["Timeout"] > LONGEST:
            yield f"{name}: may run for {resource['Properties']['Timeout']} s, and its caller, the gateway, waits 30"


RULES = [route_limits_are_numbers, functions_time_out_before_the_gateway]
