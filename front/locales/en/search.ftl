# Finding events, groups, tags and places.

search-title = Find something to do
search-filters = Filters
search-words = What
search-place = Where
search-place-hint = A town, a village, a district
search-radius = Within
search-when = When
search-category = Category
search-language = Language
search-online = Online events only
search-any = Any
search-do = Search
search-found = { $count ->
    [0] No event
    [one] 1 event
   *[other] { $count } events
  }
search-groups-found = { $count ->
    [0] No group
    [one] 1 group
   *[other] { $count } groups
  }
search-ways = Ways to look at the results
search-list = List
search-map = Map
search-groups = Groups
search-active = Filters in force
search-without = Take away:
search-clear = Take all away
search-nothing = Nobody is dancing here yet
search-nothing-text = No event matches all of these wishes.
search-nothing-instead = Perhaps one of them could go:
search-order-date = In order of date
search-wider = Within { $count } km
search-any-time = At any time
search-any-place = Anywhere
search-any-category = In any category
search-km = { $count } km
search-km-away = { $count } km away
search-filter-words = “{ $words }”
search-filter-near = Within { $count } km of { $place }
search-filter-online = Online
search-place-unknown = We do not know a place called “{ $place }”. Events are shown from everywhere.
search-from = From
search-until = To
search-status = State
search-status-confirmed = Confirmed
search-status-tentative = Not yet sure
search-status-cancelled = Called off
search-order-fit = The best match comes first.
search-mended = Few events have the words you typed, so these are for “{ $words }”.
search-exact = Search for the words as typed
search-filter-box = On the map around { $place }
search-filter-from = From { $day }
search-filter-until = To { $day }

when-any = Any time
when-today = Today
when-tomorrow = Tomorrow
when-weekend = This weekend
when-week = This week
when-next-week = Next week
when-month = This month
when-next-month = Next month
when-past = Past events

tag-what = Events with the tag
tag-search = Search all events
tag-related = Often seen together

place-what = Place
place-address = How to get there
way-transit = Public transport
way-foot = On foot
way-bike = By bike
way-car = By car
way-map = OpenStreetMap

category-arts = Arts
category-book-clubs = Book clubs
category-business = Business
category-causes = Causes
category-comedy = Comedy
category-crafts = Crafts
category-food-drink = Food and drink
category-health = Health
category-music = Music
category-auto-boat-air = Cars, boats and planes
category-community = Community
category-family-education = Family and education
category-fashion-beauty = Fashion and beauty
category-film-media = Film and media
category-games = Games
category-language-culture = Languages and cultures
category-learning = Learning
category-lgbtq = LGBTQ
category-movements-politics = Movements and politics
category-networking = Networking
category-party = Party
category-performing-visual-arts = Performing and visual arts
category-pets = Pets
category-photography = Photography
category-outdoors-adventure = Outdoors and adventure
category-spirituality-religion-beliefs = Spirituality and religion
category-science-tech = Science and technology
category-sports = Sports
category-theatre = Theatre
category-meeting = Meeting

error-search-geohash = This is not a geohash. A place is written as a geohash, such as u05kq.
error-search-bbox = This is not a box. It is written as north,west:south,east in degrees, such as 46,4:45,5.
error-search-too-many = At most { $max } values fit in one search.
error-search-date = This is not a moment. It is written as 2026-06-01T19:00:00Z.
