# What went wrong, and the way out.
error-internal = Something went wrong on our side. It has been noted; please try again in a moment.
error-unavailable = We cannot answer right now. Nothing is lost; please try again in a few seconds.
error-not-found = We could not find that. It may have been removed, or the link may be incomplete.
error-denied = You may not { $deed }.
error-unauthenticated = Please sign in first.
error-bad-bearer = This sign-in is not valid any more. Please sign in again.
error-too-many = That was a little too often. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } and try again.
error-too-short = Please write at least { $min ->
    [one] one character
   *[other] { $min } characters
  }.
error-too-long = This is { $length } characters long; at most { $max } fit.
error-web-address = This is not a web address. It should look like https://example.org/page.
error-unstorable = This text holds characters that cannot be kept. Please remove them.
error-bad-id = This is not an id. An id is a number, such as "42".
error-form-malformed = This form arrived damaged. Please go back, reload the page and try again.
error-form-too-large = This file is too large. At most { $max } MB fit.
error-instances-host = This is no name of a server. Write it as in “events.example.org”.
error-instances-own = This is this very server.
error-instances-unreachable = { $host } could not be reached, or is no server that can be followed. Look whether the name is right, and try again later.
error-federation-unusable = What stands at this address can not be read here.
