# About the site, and pages in place of others.

about-facts = Who, why and how
about-not-stated = Not stated
about-no-text = The people who run this site have not written this text yet.
about-what = What this is
about-what-is = A place to announce events and to organise in groups, run by people and not by a company’s algorithm.
about-what-how = Sites like this one are linked: what is published here can be found elsewhere, and the other way round. Everyone chooses the site they trust.
about-what-not = It is not a social network: there are no likes, no follower counts, and nobody’s attendance is shown unless they want it.
about-numbers = In numbers
about-team = Who looks after it
about-topics = Topics
about-languages = Languages of the team
about-rules = Code of conduct
about-rules-read = Read it
about-moderation = How it is moderated
about-creator = Who is behind it
about-why = Why it exists
about-how-long = For how long
about-funding = How it is paid
about-hardware = What it runs on
about-events = Events
about-groups = Groups
about-people = People
about-comments = Comments
about-servers = Linked sites
about-contact = Write to us
about-changed = Last changed on { $date }

message-reference = If you write to us about it, please give this reference:
message-home = To the first page
message-search = Find an event
message-back = Try again
message-login = Sign in
message-invalid = We did not understand that
message-invalid-text = The address or the form holds something we cannot read. Please go back and try again.
message-forbidden = This is not for everyone
message-forbidden-text = You may have to sign in, or to use another of your identities.
message-not-found = Someone is missing from the chain
message-not-found-text = There is no page at this address. It may have moved, or the link may have lost a letter on its way.
message-gone = This is no longer here
message-gone-text = There was something at this address, but it has been deleted.
message-link-over = This link no longer works
message-link-over-text = It was used already, or is too old. You can ask for a new one.
message-expired = This form has waited too long
message-expired-text = For your safety, a form works for a limited time. Please go back, reload the page and send it again.
message-too-many = Not so fast
message-too-many-text = { $count ->
    [one] You have asked for a lot in a short time. Please try again in 1 second.
   *[other] You have asked for a lot in a short time. Please try again in { $count } seconds.
  }
message-wrong-method = This address is for sending, not for looking
message-wrong-method-text = There is something here, but it does not answer a request of this kind. Please go back and use the button of the form.
message-too-large = That is more than fits
message-too-large-text = What you sent is too large. Please go back, shorten it or choose a smaller file, and send it again.
message-wrong-host = You are at the wrong door
message-wrong-host-text = This server does not answer to the name in the address.
message-broken = We stumbled
message-broken-text = Something went wrong on our side. It has been noted. Please try again in a moment.
message-unavailable = A short pause
message-unavailable-text = The site is being looked after and will be back soon. Please try again in a few minutes.
