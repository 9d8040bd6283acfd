"""
Eighteen checks of a WebFinger server, written from RFC 7033 and RFC 7565 and run by FediTest, whose client and whose reading
of a JRD they use. FediTest's own set of tests is not published as a package; these ask the same eighteen things.
"""

from json import JSONDecodeError
from urllib.parse import quote

from feditest import assert_that, test
from feditest.protocols.webfinger import WebFingerServer
from feditest.protocols.webfinger.diag import ClaimedJrd, WebFingerDiagClient
from feditest.protocols.webfinger.utils import link_subset_or_equal_to, wf_error

PATH = "/.well-known/webfinger"
JRD = "application/jrd+json"
KNOWN = ["self", "http://webfinger.net/rel/profile-page"]
UNKNOWN = ["https://example.org/rel/of-nobody", "nobody-knows-this"]


def asked(client: WebFingerDiagClient, server: WebFingerServer, query: str, scheme="https", **options):
    """The answer to a question that a well-behaved client would not ask."""
    return client.http_get(f"{scheme}://{server.hostname}{PATH}{query}", **options).response


def answered(client: WebFingerDiagClient, resource: str, rels=None):
    """The answer to a good question, without a fault in it."""
    reply = client.diag_perform_webfinger_query(resource, rels)
    assert_that(not reply.exceptions, wf_error(reply))
    return reply


def is_jrd(response) -> bool:
    """Whether somebody could take this for an answer."""
    if (response.content_type() or "").split(";")[0].strip() == JRD:
        return True
    try:
        ClaimedJrd.create_and_validate(response.payload or b"")
    except (JSONDecodeError, RuntimeError, ExceptionGroup):
        return False
    return True


def refused(response) -> None:
    assert_that(response.http_status == 400, f"answered {response.http_status} rather than 400")


def without_scheme(server: WebFingerServer) -> str:
    return "?resource=" + server.obtain_account_identifier("somebody").removeprefix("acct:")


def with_two_signs(server: WebFingerServer) -> str:
    return "?resource==" + quote(server.obtain_account_identifier("somebody"))


def same_or_fewer_links(client, server, rels) -> None:
    resource = server.obtain_account_identifier("somebody")
    whole, filtered = answered(client, resource), answered(client, resource, rels)
    assert_that(filtered.jrd, link_subset_or_equal_to(whole.jrd), f"other links with {rels}")


@test
def s01_a_good_question_has_a_good_answer(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2 and 4.4: 200, a JRD, nothing in it that does not belong there."""
    resource = server.obtain_account_identifier("somebody")
    reply = answered(client, resource)
    assert_that(reply.jrd.subject() == resource, f"the subject is {reply.jrd.subject()}")


@test
def s02_the_answer_is_a_jrd_by_its_type(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2 and 10.2."""
    reply = answered(client, server.obtain_account_identifier("somebody"))
    kind = reply.http_request_response_pair.response.content_type()
    assert_that(kind.split(";")[0] == JRD, f"it is {kind}")


@test
def s03_the_order_of_parameters_does_not_matter(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.1."""
    resource = "resource=" + quote(server.obtain_account_identifier("somebody"))
    first, last = (asked(client, server, f"?{query}") for query in (f"{resource}&rel=self", f"rel=self&{resource}"))
    assert_that(first.http_status == last.http_status == 200, f"{first.http_status} and {last.http_status}")
    assert_that(first.payload == last.payload, "two orders have two answers")


@test
def s04_it_leads_only_to_https(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: where it leads elsewhere, then only to https."""
    query = "?resource=" + quote(server.obtain_account_identifier("somebody"))
    response = asked(client, server, query, follow_redirects=False)
    assert_that(not response.is_redirect() or response.location().startswith("https://"), f"to {response.location()}")


@test
def s05_a_question_without_a_resource_is_refused(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: 400."""
    refused(asked(client, server, ""))


@test
def s06_a_question_without_a_resource_has_no_answer(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: no JRD with it."""
    assert_that(not is_jrd(asked(client, server, "")), "it is answered with a JRD")


@test
def s07_a_resource_without_a_scheme_is_refused(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: what is no URI is malformed: 400."""
    refused(asked(client, server, without_scheme(server)))


@test
def s08_a_resource_without_a_scheme_has_no_answer(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: no JRD with it."""
    assert_that(not is_jrd(asked(client, server, without_scheme(server))), "it is answered with a JRD")


@test
def s09_a_resource_after_two_signs_of_equality_is_refused(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 3986, 3.1: no scheme begins with a sign of equality, so this is malformed as well: 400."""
    refused(asked(client, server, with_two_signs(server)))


@test
def s10_a_resource_after_two_signs_of_equality_has_no_answer(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: no JRD with it."""
    assert_that(not is_jrd(asked(client, server, with_two_signs(server))), "it is answered with a JRD")


@test
def s11_an_account_that_is_not_there_is_not_found(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.2: 404."""
    response = asked(client, server, "?resource=" + quote(server.obtain_non_existing_account_identifier("nobody")))
    assert_that(response.http_status == 404, f"answered {response.http_status}")


@test
def s12_a_resource_of_another_scheme_is_not_found(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.5: any scheme is a good question, to which this server has no answer."""
    for resource in ("mailto:nobody@" + server.hostname, "tel:+33123456789", "urn:example:nothing"):
        response = asked(client, server, "?resource=" + quote(resource, safe=""))
        assert_that(response.http_status == 404, f"{resource} is answered with {response.http_status}")


@test
def s13_links_of_a_known_kind_can_be_asked_for(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.3."""
    for rel in KNOWN:
        same_or_fewer_links(client, server, [rel])


@test
def s14_links_of_an_unknown_kind_can_be_asked_for(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.3: what is not known is passed over."""
    for rel in UNKNOWN:
        same_or_fewer_links(client, server, [rel])


@test
def s15_links_of_several_kinds_can_be_asked_for(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4.3: `rel` may come more than once."""
    for known in KNOWN:
        for unknown in UNKNOWN:
            same_or_fewer_links(client, server, [known, unknown])
            same_or_fewer_links(client, server, [unknown, known])


@test
def s16_nothing_is_answered_in_the_clear(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4: only by https. A redirect there is no answer."""
    query = "?resource=" + quote(server.obtain_account_identifier("somebody"))
    response = asked(client, server, query, scheme="http", follow_redirects=False)
    assert_that(response.http_status != 200 and not is_jrd(response), f"answered {response.http_status}")


@test
def s17_its_certificate_is_valid(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 4: a certificate that does not hold ends the question."""
    query = "?resource=" + quote(server.obtain_account_identifier("somebody"))
    response = asked(client, server, query, verify=True)
    assert_that(response.http_status == 200, f"answered {response.http_status}")


@test
def s18_pages_of_other_sites_may_read_the_answer(client: WebFingerDiagClient, server: WebFingerServer) -> None:
    """RFC 7033, 5."""
    reply = answered(client, server.obtain_account_identifier("somebody"))
    allowed = reply.http_request_response_pair.response.response_headers.get("access-control-allow-origin")
    assert_that(allowed == "*", f"Access-Control-Allow-Origin is {allowed}")
