# One event, and taking part in it.

event-edit = Change this event
event-about = About this event
event-organisers = Organised by
event-website = Website
event-sorted = Category, tags and language
event-language = in { $language }
event-related = You may also like
event-report = Report this event
event-your-time = Your time:
event-price = Price
event-contact = Ask
event-programme = Programme
event-conditions = To agree to
event-conditions-more = Read it in full
event-price-free = Free
event-seats = Places
event-places-left = { $count ->
    [0] No place left
    [one] 1 place left
   *[other] { $count } places left
  }
event-going = { $count ->
    [one] 1 person is coming
   *[other] { $count } people are coming
  }
event-waiting = { $count ->
    [one] 1 person is waiting
   *[other] { $count } people are waiting
  }
way-coordinates = Coordinates:
event-online = Online
event-online-open = Open the online meeting
event-online-later = The link is shown to those who take part.
event-take-part = I take part
event-as = As { $name }
event-no-account = You do not need an account.
event-approval = The organiser answers each request.
event-wait = Join the waiting list
event-wait-text = The event is full. As soon as a place is free, it is offered by mail to whoever has waited longest.
event-sign-in = Sign in to take part
event-sign-in-text = The organiser asks for an account.
event-elsewhere = Register
event-elsewhere-text = Registration is on another site: { $host }
event-manage = See or change my answer
event-participants = Participants
event-closed = Registration is closed.
event-closed-past = This event is over.
event-closed-cancelled = This event has been cancelled.
event-calendar = Add to my calendar
event-calendar-ics = Calendar file (.ics)
event-origin = This event comes from { $host }.
event-origin-age = Copied { $when }.
event-origin-open = See it there

access-wheelchair = Wheelchair access
access-wheelchair-fully = Yes
access-wheelchair-partially = Partly
access-wheelchair-no = No
access-sign-language = Sign language
access-subtitles = Subtitles
access-smoke-free = Smoke free
fact-yes = Yes
fact-no = No
fact-tickets = Tickets
fact-programme = Programme
fact-prices = Prices
fact-poll = Poll
fact-twitter = Twitter
fact-fediverse = On the fediverse
fact-live = Live stream
fact-replay = Recording
fact-pad = Shared notes

comments = Comments
comments-count = { $count ->
    [one] 1 comment
   *[other] { $count } comments
  }
comments-write = Your comment
comments-send = Send
comments-organiser = Organiser
comments-deleted = This comment has been deleted.
comments-none = Nobody has said anything yet.
comments-answer = Answer
comments-answer-to = Your answer to { $name }
comments-announcement = Announcement
comments-announce = Tell everybody who takes part by e-mail
comments-announce-hint = For news that cannot wait, such as a change of room.
comments-hint = Everybody who sees the event can read it. You can use **bold**, *italics*, lists and links.
comments-moderated-hint = The organiser reads it first; until then you alone see it.
comments-waiting = Waits for the organiser
comments-approve = Let everybody read it
comments-approved = Everybody can read the comment now.
comments-sent = Your comment is there.
comments-sent-waits = The organiser reads your comment first. Until then you alone see it.
comments-delete = Delete
comments-delete-text = Its words go for good, here and on other sites. Answers to it stay.
comments-delete-do = Delete this comment
comments-gone = The comment is deleted.
comments-sign-in = Sign in to write a comment.
comments-participants = Only those who take part may comment.

participate = Take part
participate-wait = Join the waiting list
participate-steps = Steps
participate-step-1 = Your mail address
participate-step-2 = Check your mail
participate-step-3 = Confirmed
participate-email-hint = We send you one mail with a button to confirm. Neither the organiser nor anyone else sees your address.
participate-as = Who takes part?
participate-message = A word to the organiser
participate-message-approval = Why you would like to come
participate-approval = The organiser reads this and then answers your request.
participate-ask = Ask to take part
participate-remind = Remind me the day before
participate-privacy = Your address serves this event only: to confirm, to tell you about changes, to remind you. You can have it deleted at any time.
participate-have-account = Do you have an account here?
participate-sent = Check your mail
participate-sent-text = If all is well, a mail is on its way to { $email }. Your place is yours once you have used the button in it, within 48 hours.
participate-sent-spam = Nothing there after a few minutes? Look among the unwanted mail, or check the address and try again.
participate-again = Try again
participate-confirm = One last step
participate-confirm-text = You asked to take part in this event. Please confirm that it was you.
participate-confirm-do = Yes, I take part
participate-change = Plans changed?
participate-leave = I cannot come
participate-leave-text = Give your place to someone else.
participate-forget = Forget me
participate-forget-text = Delete my address and my answer from this site. This cannot be undone.
participate-keep = Keep this link to come back without an account:
participate-email-twice = This address takes part already. We have sent a mail with a link to manage it.

attendance-going = You take part!
attendance-going-text = See you there. A mail with all the details is on its way.
attendance-asked = Your request has been sent
attendance-asked-text = The organiser will answer it; you will get a mail.
attendance-waiting = You are on the waiting list
attendance-waiting-text = As soon as it is your turn, a mail offers you the place and says how long it is kept.
attendance-refused = Your request was declined
attendance-refused-text = The organiser could not accept it. Other events are waiting for you.
attendance-left = You no longer take part
attendance-left-text = Your place is free again. Thank you for saying so.
attendance-forgotten = You are forgotten
attendance-forgotten-text = Your address and your answer have been deleted from this site. Only the number of people remains.
