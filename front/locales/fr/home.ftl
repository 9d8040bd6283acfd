# The first page.

home-title = Et si on se retrouvait ?
home-search = Trouver un événement
home-soon = Bientôt
home-near = Autour de { $place }
home-all = Tout voir
home-nothing = Aucun événement n’est encore publié. Le vôtre pourrait être le premier !
home-categories = De quoi avez-vous envie ?
home-welcome = Première visite ?
home-welcome-more = En savoir plus sur ce site
home-welcome-free = Participez librement
home-welcome-free-text = Lisez, cherchez et dites « je participe » sans compte. Une adresse de courriel suffit, et elle n’est jamais affichée.
home-welcome-groups = Organisez ensemble
home-welcome-groups-text = Publiez un événement en trois étapes. Ouvrez un groupe pour préparer, discuter et partager le travail.
home-welcome-linked = Main dans la main avec d’autres sites
home-welcome-linked-text = Ce site échange ses événements avec beaucoup d’autres. Vous choisissez qui vous héberge, et vous retrouvez tout le monde.
