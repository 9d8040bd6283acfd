# The first page.

home-title = Let’s do something together
home-search = Find an event
home-soon = Happening soon
home-near = Near { $place }
home-all = See them all
home-nothing = No event has been published yet. Yours could be the first!
home-categories = What do you feel like?
home-welcome = New here?
home-welcome-more = More about this site
home-welcome-free = Take part freely
home-welcome-free-text = Read, search and say “I take part” without an account. A mail address is enough, and it is never shown.
home-welcome-groups = Organise together
home-welcome-groups-text = Publish an event in three steps. Open a group to plan, talk and share the work.
home-welcome-linked = Hand in hand with other sites
home-welcome-linked-text = This site exchanges events with many others. You choose who hosts you, and meet everyone all the same.
