# Accounts: what went wrong.
error-accounts-address = This is not a mail address. It should look like ana@example.org.
error-accounts-address-taken = There is an account with this address already.
error-accounts-closed = This server takes no new accounts at the moment.
error-accounts-denied = This server takes no accounts with this address.
error-accounts-not-allowed = Only some addresses may open an account here, and this is not one of them.
error-accounts-feeds = You have { $max } private calendars of this kind already. Close one first.
error-accounts-has-profile = You have a profile already. Sign in to make another one.
error-accounts-last-administrator = This is the last administrator. Make somebody else one first.
error-accounts-last-profile = This is your only profile. Delete your account instead, or make another profile first.
error-accounts-link = This link is not valid any more. Please ask for a new one.
error-accounts-locale = The server does not speak this language.
error-accounts-location = This is not a place: its range is in kilometres, from 1 to 20,000, and its position a geohash.
error-accounts-login = This address and this password do not open an account. Check both, and that you have followed the link in our mail. After several wrong guesses, wait a quarter of an hour.
error-accounts-no-password = This account has no password on this server.
error-accounts-password-common = This password is one of the first that a stranger would try. Please choose another, such as four words that do not belong together.
error-accounts-profiles = You have { $max } profiles already.
error-accounts-same-address = This is your address already.
error-accounts-same-password = This is your password already.
error-accounts-wrong-password = This is not your password.

# Accounts: mails. $site is the name of the server, $address a mail address.
mail-accounts-greeting = Hello,
mail-accounts-footer = You get this mail because your address was given on { $site } ({ $host }).

mail-accounts-confirm-subject = Please confirm your address
mail-accounts-confirm-preheader = One click, and your account on { $site } is ready.
mail-accounts-confirm-body = Somebody, most likely you, has opened an account on { $site } with the address { $address }. Follow the link within two days to confirm it.
mail-accounts-confirm-otherwise = It was not you? Then do nothing: without the link nobody can use the account, and it will be forgotten.
mail-accounts-confirm-button = Confirm my address

mail-accounts-awaiting-subject = We have your request
mail-accounts-awaiting-preheader = Somebody will look at it soon.
mail-accounts-awaiting-body = You have asked for an account on { $site } with the address { $address }. A moderator will look at it; then you get another mail with a link.
mail-accounts-awaiting-otherwise = It was not you? Then do nothing.

mail-accounts-known-subject = You already have an account
mail-accounts-known-preheader = Sign in, or set a new password.
mail-accounts-known-body = Somebody, perhaps you, wanted to use the address { $address } for an account on { $site }. You have one already: simply sign in. If you have forgotten your password, set a new one within an hour.
mail-accounts-known-otherwise = It was not you? Then do nothing: your account is as it was, and whoever tried has learnt nothing about it.
mail-accounts-known-button = Set a new password

mail-accounts-reset-subject = Set a new password
mail-accounts-reset-preheader = The link holds for one hour.
mail-accounts-reset-body = You have asked for a new password on { $site }. Follow the link within an hour to set one. All your sign-ins will end.
mail-accounts-reset-otherwise = It was not you? Then do nothing: your password stays as it is.
mail-accounts-reset-button = Set a new password

mail-accounts-password-subject = Your password has been changed
mail-accounts-password-preheader = If it was not you, act now.
mail-accounts-password-body = The password of your account on { $site } has been changed, and your other sign-ins have ended.
mail-accounts-password-otherwise = It was not you? Then set a new password at once.
mail-accounts-password-button = Set a new password

mail-accounts-administered-subject = Your account has been changed
mail-accounts-administered-preheader = By those who run { $site }.
mail-accounts-administered-body = An administrator of { $site } has changed your account. Its address is { $address }.
mail-accounts-administered-otherwise = If you do not know why, ask those who run the server.

mail-accounts-new-address-subject = Please confirm your new address
mail-accounts-new-address-preheader = One click, and { $site } writes to you here.
mail-accounts-new-address-body = You want to use { $address } for your account on { $site }. Follow the link within two days to confirm it. Until then everything stays as it was.
mail-accounts-new-address-otherwise = It was not you? Then do nothing.
mail-accounts-new-address-button = Use this address

mail-accounts-old-address-subject = Your account is about to move to another address
mail-accounts-old-address-preheader = If it was not you, undo it.
mail-accounts-old-address-body = Somebody, most likely you, wants to use { $address } for your account on { $site } instead of this address.
mail-accounts-old-address-otherwise = It was not you? Then follow the link within seven days: this address stays or comes back, and all sign-ins end. Set a new password afterwards.
mail-accounts-old-address-button = Keep this address

mail-accounts-moved-subject = Your account has another address now
mail-accounts-moved-preheader = Set by those who run { $site }.
mail-accounts-moved-body = An administrator of { $site } has set another mail address for your account. This one, { $address }, gets no more mails about it, and links in earlier mails do not work any more.
mail-accounts-moved-otherwise = If you do not know why, ask those who run the server.

mail-accounts-refused-subject = About your request for an account
mail-accounts-refused-preheader = The answer of { $site }.
mail-accounts-refused-body = You have asked for an account on { $site } with the address { $address }. A moderator has looked at your request and has not accepted it. What you had written has been deleted.
mail-accounts-refused-otherwise = You do not need an account to read, search or take part.

mail-accounts-waiting-subject = Somebody asks for an account
mail-accounts-waiting-preheader = { $address } waits for your answer.
mail-accounts-waiting-body = Somebody asks for an account on { $site } with the address { $address }.
mail-accounts-waiting-otherwise = They get a mail as soon as one of you has answered.
mail-accounts-waiting-button = See who waits
mail-accounts-waiting-footer = You get this mail because you keep order on { $site }.
