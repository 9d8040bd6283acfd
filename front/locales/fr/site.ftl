# About the site, and pages in place of others.

about-facts = Qui, pourquoi et comment
about-not-stated = Non précisé
about-no-text = Les personnes qui tiennent ce site n’ont pas encore écrit ce texte.
about-what = De quoi s’agit-il ?
about-what-is = Un endroit pour annoncer des événements et s’organiser en groupes, tenu par des gens et non par l’algorithme d’une entreprise.
about-what-how = Les sites comme celui-ci sont reliés : ce qui est publié ici se trouve aussi ailleurs, et inversement. Chacun choisit le site auquel il fait confiance.
about-what-not = Ce n’est pas un réseau social : il n’y a ni « j’aime » ni nombre d’abonnés, et la présence de personne n’est affichée sans son accord.
about-numbers = En chiffres
about-team = Qui s’en occupe
about-topics = Thèmes
about-languages = Langues de l’équipe
about-rules = Code de conduite
about-rules-read = Lire le texte
about-moderation = Comment il est modéré
about-creator = Qui est derrière
about-why = Pourquoi il existe
about-how-long = Pour combien de temps
about-funding = Comment il est financé
about-hardware = Sur quoi il tourne
about-events = Événements
about-groups = Groupes
about-people = Personnes
about-comments = Commentaires
about-servers = Sites reliés
about-contact = Nous écrire
about-changed = Dernière modification le { $date }

message-reference = Si vous nous écrivez à ce sujet, donnez cette référence :
message-home = Vers l’accueil
message-search = Trouver un événement
message-back = Réessayer
message-login = Se connecter
message-invalid = Nous n’avons pas compris
message-invalid-text = L’adresse ou le formulaire contient quelque chose que nous ne savons pas lire. Revenez en arrière et réessayez.
message-forbidden = Ceci n’est pas pour tout le monde
message-forbidden-text = Il faut peut-être vous connecter, ou prendre une autre de vos identités.
message-not-found = Il manque quelqu’un dans la chaîne
message-not-found-text = Il n’y a pas de page à cette adresse. Elle a peut-être déménagé, ou le lien a perdu une lettre en route.
message-gone = Ce n’est plus ici
message-gone-text = Il y avait quelque chose à cette adresse, mais cela a été supprimé.
message-link-over = Ce lien ne fonctionne plus
message-link-over-text = Il a déjà servi, ou il est trop ancien. Vous pouvez en demander un autre.
message-expired = Ce formulaire a trop attendu
message-expired-text = Pour votre sécurité, un formulaire ne sert qu’un certain temps. Revenez en arrière, rechargez la page et renvoyez-le.
message-too-many = Pas si vite
message-too-many-text = { $count ->
    [one] Vous avez beaucoup demandé en peu de temps. Réessayez dans { $count } seconde.
   *[other] Vous avez beaucoup demandé en peu de temps. Réessayez dans { $count } secondes.
  }
message-wrong-method = Cette adresse sert à envoyer, pas à regarder
message-wrong-method-text = Il y a bien quelque chose ici, mais qui ne répond pas à une demande de ce genre. Revenez en arrière et utilisez le bouton du formulaire.
message-too-large = C’est plus que la place prévue
message-too-large-text = Ce que vous avez envoyé est trop volumineux. Revenez en arrière, raccourcissez ou choisissez un fichier plus petit, puis renvoyez.
message-wrong-host = Vous êtes à la mauvaise porte
message-wrong-host-text = Ce serveur ne répond pas au nom qui figure dans l’adresse.
message-broken = Nous avons trébuché
message-broken-text = Quelque chose n’a pas marché de notre côté. C’est noté. Réessayez dans un instant.
message-unavailable = Une courte pause
message-unavailable-text = On prend soin du site, il revient bientôt. Réessayez dans quelques minutes.
