# Comptes : ce qui n'a pas marché.
error-accounts-address = Ce n'est pas une adresse de courriel. Elle ressemble à ana@example.org.
error-accounts-address-taken = Il existe déjà un compte avec cette adresse.
error-accounts-closed = Ce serveur n'ouvre pas de nouveaux comptes en ce moment.
error-accounts-denied = Ce serveur n'ouvre pas de comptes avec cette adresse.
error-accounts-not-allowed = Seules certaines adresses peuvent ouvrir un compte ici, et celle-ci n'en fait pas partie.
error-accounts-feeds = Vous avez déjà { $max } agendas privés de cette sorte. Fermez-en un d'abord.
error-accounts-has-profile = Vous avez déjà un profil. Connectez-vous pour en créer un autre.
error-accounts-last-administrator = C'est le dernier administrateur. Nommez d'abord quelqu'un d'autre.
error-accounts-last-profile = C'est votre seul profil. Supprimez plutôt votre compte, ou créez d'abord un autre profil.
error-accounts-link = Ce lien n'est plus valable. Demandez-en un nouveau.
error-accounts-locale = Le serveur ne parle pas cette langue.
error-accounts-location = Ce n'est pas un lieu : son rayon est en kilomètres, de 1 à 20 000, et sa position un geohash.
error-accounts-login = Cette adresse et ce mot de passe n'ouvrent pas de compte. Vérifiez les deux, et que vous avez suivi le lien de notre courriel. Après plusieurs essais manqués, attendez un quart d'heure.
error-accounts-no-password = Ce compte n'a pas de mot de passe sur ce serveur.
error-accounts-password-common = Ce mot de passe est l'un des premiers qu'une autre personne essaierait. Choisissez-en un autre, par exemple quatre mots qui ne vont pas ensemble.
error-accounts-profiles = Vous avez déjà { $max } profils.
error-accounts-same-address = C'est déjà votre adresse.
error-accounts-same-password = C'est déjà votre mot de passe.
error-accounts-wrong-password = Ce n'est pas votre mot de passe.

# Comptes : courriels. $site est le nom du serveur, $address une adresse de courriel.
mail-accounts-greeting = Bonjour,
mail-accounts-footer = Vous recevez ce courriel car votre adresse a été donnée sur { $site } ({ $host }).

mail-accounts-confirm-subject = Confirmez votre adresse
mail-accounts-confirm-preheader = Un clic, et votre compte sur { $site } est prêt.
mail-accounts-confirm-body = Quelqu'un, sans doute vous, a ouvert un compte sur { $site } avec l'adresse { $address }. Suivez le lien sous deux jours pour la confirmer.
mail-accounts-confirm-otherwise = Ce n'était pas vous ? Ne faites rien : sans le lien, personne ne peut utiliser le compte, et il sera oublié.
mail-accounts-confirm-button = Confirmer mon adresse

mail-accounts-awaiting-subject = Nous avons reçu votre demande
mail-accounts-awaiting-preheader = Elle sera bientôt examinée.
mail-accounts-awaiting-body = Vous avez demandé un compte sur { $site } avec l'adresse { $address }. La modération va l'examiner ; vous recevrez ensuite un autre courriel avec un lien.
mail-accounts-awaiting-otherwise = Ce n'était pas vous ? Ne faites rien.

mail-accounts-known-subject = Vous avez déjà un compte
mail-accounts-known-preheader = Connectez-vous, ou choisissez un nouveau mot de passe.
mail-accounts-known-body = Quelqu'un, peut-être vous, a voulu utiliser l'adresse { $address } pour un compte sur { $site }. Vous en avez déjà un : connectez-vous simplement. Si vous avez oublié votre mot de passe, choisissez-en un nouveau dans l'heure.
mail-accounts-known-otherwise = Ce n'était pas vous ? Ne faites rien : votre compte n'a pas changé, et la personne qui a essayé n'en a rien appris.
mail-accounts-known-button = Choisir un nouveau mot de passe

mail-accounts-reset-subject = Choisissez un nouveau mot de passe
mail-accounts-reset-preheader = Le lien est valable une heure.
mail-accounts-reset-body = Vous avez demandé un nouveau mot de passe sur { $site }. Suivez le lien dans l'heure pour le choisir. Toutes vos connexions seront fermées.
mail-accounts-reset-otherwise = Ce n'était pas vous ? Ne faites rien : votre mot de passe reste le même.
mail-accounts-reset-button = Choisir un nouveau mot de passe

mail-accounts-password-subject = Votre mot de passe a été changé
mail-accounts-password-preheader = Si ce n'était pas vous, agissez maintenant.
mail-accounts-password-body = Le mot de passe de votre compte sur { $site } a été changé, et vos autres connexions ont été fermées.
mail-accounts-password-otherwise = Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe.
mail-accounts-password-button = Choisir un nouveau mot de passe

mail-accounts-administered-subject = Votre compte a été modifié
mail-accounts-administered-preheader = Par l'équipe de { $site }.
mail-accounts-administered-body = L'administration de { $site } a modifié votre compte. Son adresse est { $address }.
mail-accounts-administered-otherwise = Si vous ne savez pas pourquoi, demandez à l'équipe du serveur.

mail-accounts-new-address-subject = Confirmez votre nouvelle adresse
mail-accounts-new-address-preheader = Un clic, et { $site } vous écrira ici.
mail-accounts-new-address-body = Vous voulez utiliser { $address } pour votre compte sur { $site }. Suivez le lien sous deux jours pour la confirmer. D'ici là, rien ne change.
mail-accounts-new-address-otherwise = Ce n'était pas vous ? Ne faites rien.
mail-accounts-new-address-button = Utiliser cette adresse

mail-accounts-old-address-subject = Votre compte va changer d'adresse
mail-accounts-old-address-preheader = Si ce n'était pas vous, annulez.
mail-accounts-old-address-body = Quelqu'un, sans doute vous, veut utiliser { $address } pour votre compte sur { $site } à la place de cette adresse.
mail-accounts-old-address-otherwise = Ce n'était pas vous ? Suivez le lien sous sept jours : cette adresse reste ou revient, et toutes les connexions sont fermées. Choisissez ensuite un nouveau mot de passe.
mail-accounts-old-address-button = Garder cette adresse

mail-accounts-moved-subject = Votre compte a désormais une autre adresse
mail-accounts-moved-preheader = Choisie par l’équipe de { $site }.
mail-accounts-moved-body = L’équipe qui administre { $site } a choisi une autre adresse de courriel pour votre compte. Celle-ci, { $address }, ne reçoit plus de messages à son sujet, et les liens des messages précédents ne fonctionnent plus.
mail-accounts-moved-otherwise = Si vous ne savez pas pourquoi, demandez à l’équipe du serveur.

mail-accounts-refused-subject = À propos de votre demande de compte
mail-accounts-refused-preheader = La réponse de { $site }.
mail-accounts-refused-body = Vous avez demandé un compte sur { $site } avec l’adresse { $address }. La modération a regardé votre demande et ne l’a pas acceptée. Ce que vous aviez écrit est supprimé.
mail-accounts-refused-otherwise = Il ne faut pas de compte pour lire, chercher ou participer.

mail-accounts-waiting-subject = Quelqu’un demande un compte
mail-accounts-waiting-preheader = { $address } attend votre réponse.
mail-accounts-waiting-body = Quelqu’un demande un compte sur { $site } avec l’adresse { $address }.
mail-accounts-waiting-otherwise = Un message lui est envoyé dès que l’un ou l’une de vous a répondu.
mail-accounts-waiting-button = Voir qui attend
mail-accounts-waiting-footer = Vous recevez ce message parce que vous veillez à l’ordre sur { $site }.
