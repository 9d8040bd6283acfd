# People and groups.

profile-about = Présentation
profile-origin = Cette page vient de { $host }.
profile-events = Événements de { $name }
profile-edit = Modifier cette page
profile-report = Signaler cette personne

group-with = En faire partie
group-facts = À propos du groupe
group-join = Devenir membre
group-join-text = Les membres voient les discussions et les fichiers du groupe.
group-join-approval = Les membres voient les discussions et les fichiers du groupe. Le groupe répond à chaque demande.
group-follow = Suivre
group-follow-text = Suivre, c’est seulement recevoir des nouvelles des prochains événements et billets.
group-team = Qui l’anime
group-posts = Nouvelles
group-past = Événements passés
group-report = Signaler ce groupe
group-member = Vous êtes membre.
group-following = Vous suivez ce groupe.
group-asked = Vous avez demandé à devenir membre.
