# The door of the API: what a request may look like.
error-edge-no-file = The request names a file that it does not bring. Send it as a part of a multipart/form-data body.
error-edge-too-many-bytes = The operations are { $found } bytes long; at most { $max } are read.
error-edge-too-many-tokens = The operations have { $found } words and signs; at most { $max } are read.
error-edge-too-deep = The operation asks for fields inside fields more than { $max } deep.
error-edge-fragment-circle = A fragment of the operation holds itself.
error-edge-too-many-aliases = The request has { $found } aliases; at most { $max } are answered.
error-edge-too-many-directives = The request has { $found } directives; at most { $max } are followed.
error-edge-too-many-fields = The request asks for { $found } fields; at most { $max } are answered.
error-edge-too-costly = The request could return { $found } values; at most { $max } are answered. Ask for fewer rows with “limit”, or for fewer fields.
error-edge-too-much-schema = The request asks too much about the schema at once.
error-edge-too-many-operations = The request has { $found } operations; at most { $max } are run.
error-edge-too-many-secrets = The request tries { $found } passwords or tokens; one request may try only one.
error-edge-malformed = This request cannot be read: its body is not what its content type says.
error-edge-empty = This request holds no operation. Send it as “query”.
error-edge-method = Operations come by POST; a GET may only query.
error-edge-media-type = A body is JSON, a form, or multipart/form-data, and not compressed.
error-edge-too-large = This request is too large. A file may have 10 MiB, everything else 1 MiB.
error-edge-too-slow = The body of this request did not arrive in time.
error-edge-not-kept = The file could not be kept. Please try again later.

# The page to try the API on.
edge-playground-title = Try the API
edge-playground-lead = Write an operation and run it on this server. Operations change real data. To act as somebody, put a token into the headers, as in { "{" }"Authorization": "Bearer …"{ "}" }.
edge-playground-query = Operation
edge-playground-variables = Variables, as JSON
edge-playground-headers = Headers, as JSON
edge-playground-run = Run (Ctrl+Enter)
edge-playground-result = Result
edge-playground-schema = Reference
edge-playground-filter = Filter by name
edge-playground-load = Show the reference
edge-playground-bad-json = Variables or headers are not JSON:
edge-playground-unreachable = The server did not answer.
