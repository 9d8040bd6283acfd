# Taking part: words of its pages beside those of the event.

participate-closed = You cannot take part now
participate-full = Every place is taken. When somebody gives theirs back, it can be taken on the page of the event.
participate-external = People register for this event on another site.
participate-account = The organiser asks for an account. Sign in, or open one: it takes a minute.
participate-others = Find other events
participate-name = Name
participate-name-hint = What the organiser sees in the list. It need not be your real name.
participate-confirm-words = This is what the organiser will see. You can change it once you have confirmed.
participate-reword = What the organiser reads
participate-kept = Saved. This is what the organiser reads now.
participate-remind-on = We write to you the day before.
participate-remind-off = We do not write to you the day before.
participate-remind-stop = No reminder, please
participate-remind-kept = Saved.
participate-identities = Your other identities
participate-another = Take part with another identity
attendance-unconfirmed = One step is missing
attendance-unconfirmed-text = Use the button in the mail that asks you to confirm. Until then no place is kept for you.
attendance-going-here = See you there.

guests = Who takes part
guests-states = By answer
guests-waiting = Waiting
guests-coming = Coming
guests-refused = Turned down
guests-unconfirmed = Not confirmed
guests-all = All
guests-search = Name, handle or reservation number
guests-nobody = Nobody yet.
guests-not-found = Nobody in this list is called that.
guests-nameless = Somebody
guests-seats = { $taken } of { $capacity } places are taken
guests-seats-free = { $count ->
    [0] Nobody takes part yet; there is room for all
    [one] 1 person takes part; there is room for all
   *[other] { $count } people take part; there is room for all
  }
guests-tick = Tick { $name }
guests-accept = Accept
guests-refuse = Turn down
guests-remove = Take out
guests-accept-ticked = Accept those ticked
guests-refuse-ticked = Turn down those ticked
guests-told = Everyone concerned gets a mail. You can change your answer later.
guests-accepted = { $count ->
    [one] 1 person is in, and is told by mail.
   *[other] { $count } people are in, and are told by mail.
  }
guests-turned-down = { $count ->
    [one] 1 person is turned down, and is told by mail.
   *[other] { $count } people are turned down, and are told by mail.
  }
guests-full = { $count ->
    [one] For 1 person there is no place left. Raise the number of places, or turn somebody down first.
   *[other] For { $count } people there is no place left. Raise the number of places, or turn somebody down first.
  }
guests-not = { $count ->
    [one] 1 answer was not possible: the person has left, or has not confirmed the address.
   *[other] { $count } answers were not possible: these people have left, or have not confirmed their addresses.
  }
guests-none-ticked = Nobody is ticked. Tick somebody first.
guests-away = To take away
guests-sheet = Sheet to print
guests-sheet-text = Print this page and tick people off at the door.
guests-there = There
guests-export = Table (CSV)
guests-private = Only you see this list. Please keep it as carefully as people would wish.
