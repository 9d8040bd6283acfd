# The frame of every page, and pieces used on many.

nav-skip = Skip to the content
nav-main = Main
nav-search-label = Search events and groups
nav-search-hint = Search events
nav-search-do = Search
nav-home = First page
nav-events = Events
nav-publish = Publish an event
nav-login = Sign in
nav-logout = Sign out
nav-me = Your account: { $name }
nav-agenda = My agenda
nav-profile = My page
nav-account = My account
nav-masks = Act as
nav-display = Language and appearance
nav-language = Language
nav-theme = Appearance
nav-theme-auto = Like my device
nav-theme-light = Light
nav-theme-dark = Dark
nav-news = News from this site
nav-trail = You are here

keys = Keys
keys-skip = Next link or button
keys-close = Close what is open
keys-escape = Esc
keys-list = This list
keys-done = Close

foot-nav = About this site
foot-what = Events and groups, shared from site to site. No advertising, no tracking.
foot-about = About
foot-rules = Rules
foot-terms = Terms
foot-privacy = Privacy
foot-register = Open an account
foot-source = Source code
foot-places = Places found with: { $credit }

pager = Pages
pager-previous = Earlier page
pager-next = Next page

list-coming = Coming up
list-nothing = Nothing is planned for now.

subscribe = Keep up with this
subscribe-text = Follow without an account: new events then appear in your own calendar or news reader.
subscribe-calendar = Follow in my calendar
subscribe-atom = News reader (Atom)
subscribe-ics = Calendar file
subscribe-fediverse = From Mastodon and other networks, follow:

share = Share
share-copy = Copy the link
share-copied = The link is copied.
share-failed = That did not work. Please copy the link by hand.
share-system = Share with an app
share-mail = Send by mail
share-mail-body = { $title }, { $when }
share-mastodon = Share on Mastodon: your server
share-mastodon-do = Open my server

map-open = Show the map
map-label = Map of the events found
map-hint = Circles show how many events take place around a town. Choose one to see them.

status-draft = Draft
status-waiting = Waiting for approval
status-tentative = Not yet certain
status-cancelled = Cancelled
status-full = Full
status-past = Over
status-now = Happening now
status-online = Online
status-unlisted = Unlisted
status-members = Members only

form-optional = (optional)
form-back = Back
form-back-event = Back to the event
form-save = Save
form-errors = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
  }
form-required = Please fill this in.
form-too-long = Please use at most { $count } characters.
form-email-wrong = This does not look like a mail address. Example: name@example.org
form-url-wrong = This does not look like a web address. Example: https://example.org
form-choose = Please choose one of the answers.
form-expired = You have signed in or out since this form was opened. What you wrote is kept: send it again, and it counts.
form-expired-files = Files and passwords are not kept: please choose them again if the form comes back.
form-expired-do = Send it again

field-email = Mail address
field-password = Password
field-password-hint = At least { $count } characters. A few unrelated words make a good one.
field-password-new = New password
field-password-old = Present password
field-name = Name
field-name-hint = What others see. It need not be your real name.
field-username = Handle
field-username-hint = Small letters, digits and underscores. With { $host } it makes an address that others can follow; it cannot be changed later.
