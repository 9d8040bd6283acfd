# Feeds: calendars to subscribe to, and news for feed readers.
feeds-instance = { $name }: events
feeds-person = Events of { $name }
feeds-going = My events
feeds-search = Events: { $words }
feeds-search-all = Events
feeds-cancelled = Cancelled: { $title }
error-feeds-query = This address of a feed cannot be read. Please copy it again from the page.
error-feeds-place = We do not know a place called “{ $place }”.
