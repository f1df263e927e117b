<?php
/**
 * Plugin Name: Presswire receiver
 * Description: Publishes releases that Presswire sends by signed webhooks, corrects them, and takes them down.
 * Version: 0.1.0
 * Requires at least: 6.2
 * Requires PHP: 8.0
 * License: Apache-2.0
 *
 * Put this file into wp-content/mu-plugins/ and the secret into wp-config.php:
 *
 *   define( 'PRESSWIRE_KEYS', [ 'whsec_…' ] );   // two of them while one is replaced
 *   define( 'PRESSWIRE_AUTHOR', 1 );             // optional: whose posts they become
 *
 * The URL to register, with "format": "ninjs", is https://<your site>/wp-json/presswire/v1/webhook
 */

declare( strict_types=1 );

namespace Presswire;

const TOLERANCE_SECONDS = 300;
const MOST_BYTES        = 1048576;
/** A request that died holds its release for no longer. */
const LOCK_SECONDS = 120;

\add_action(
	'rest_api_init',
	static function (): void {
		\register_rest_route(
			'presswire/v1',
			'/webhook',
			array(
				'methods'             => 'POST',
				'callback'            => __NAMESPACE__ . '\\receive',
				// The signature is the permission; it needs the body, so the callback looks at it first of all.
				'permission_callback' => '__return_true',
			)
		);
	}
);
\add_filter( 'get_canonical_url', __NAMESPACE__ . '\\canonical_url', 10, 2 );
\add_filter( 'the_content', __NAMESPACE__ . '\\with_note' );

/** Answers one webhook: 401 for what is not signed, 503 while another one for the same release is carried out. */
function receive( \WP_REST_Request $request ): \WP_REST_Response {
	$body    = (string) $request->get_body();
	$headers = array();
	foreach ( array( 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-test' ) as $name ) {
		$headers[ $name ] = (string) $request->get_header( $name );
	}
	$keys = \defined( 'PRESSWIRE_KEYS' ) ? (array) \PRESSWIRE_KEYS : array();
	if ( \strlen( $body ) > MOST_BYTES || ! verify( $headers, $body, $keys, now() ) ) {
		return new \WP_REST_Response( new \stdClass(), 401 );
	}
	$item = \json_decode( $body, true );
	if ( ! \is_array( $item ) ) {
		return new \WP_REST_Response( new \stdClass(), 400 );
	}
	if ( 'endpoint.challenge' === ( $item['type'] ?? '' ) ) {
		$challenge = (string) ( $item['data']['challenge'] ?? '' );
		return new \WP_REST_Response( array( 'challenge' => $challenge ), 200 );
	}
	// Of the headers only webhook-test is read: the others say nothing that the signed body does not.
	$item['is_test'] = 'true' === $headers['webhook-test'];
	return answer_to( $item );
}

/** Seconds since 1970; a test puts its own clock in its place. */
function now(): int {
	return (int) \apply_filters( 'presswire_now', \time() );
}

/**
 * Whether one of the keys (whsec_…, or whpk_… where PHP has sodium) signed exactly these bytes, at most five minutes ago.
 *
 * @param array<string, string> $headers Names in lower case.
 * @param array<int, string>    $keys    Two of a kind while one is replaced.
 */
function verify( array $headers, string $body, array $keys, int $now ): bool {
	$stamp = $headers['webhook-timestamp'] ?? '';
	$id    = $headers['webhook-id'] ?? '';
	if ( '' === $id || ! \preg_match( '/^\d{1,12}\z/', $stamp ) || \abs( $now - (int) $stamp ) > TOLERANCE_SECONDS ) {
		return false;
	}
	$content = "$id.$stamp.$body";
	$given   = \explode( ' ', $headers['webhook-signature'] ?? '' );
	$matches = 0;
	foreach ( $keys as $key ) {
		foreach ( $given as $one ) {
			$matches += is_by( (string) $key, $one, $content ) ? 1 : 0;
		}
	}
	return $matches > 0;
}

function is_by( string $key, string $signature, string $content ): bool {
	if ( \str_starts_with( $key, 'whpk_' ) ) {
		return is_by_public_key( \substr( $key, 5 ), $signature, $content );
	}
	$secret = \base64_decode( (string) \preg_replace( '/^whsec_/', '', $key ), true );
	if ( false === $secret || \strlen( $secret ) < 24 ) {
		return false;
	}
	return \hash_equals( 'v1,' . \base64_encode( \hash_hmac( 'sha256', $content, $secret, true ) ), $signature );
}

function is_by_public_key( string $key, string $signature, string $content ): bool {
	if ( ! \str_starts_with( $signature, 'v1a,' ) || ! \function_exists( 'sodium_crypto_sign_verify_detached' ) ) {
		return false;
	}
	$public = (string) \base64_decode( $key, true );
	$bytes  = (string) \base64_decode( \substr( $signature, 4 ), true );
	// One signature has one spelling; base64 is read generously.
	if ( 32 !== \strlen( $public ) || 64 !== \strlen( $bytes ) || \base64_encode( $bytes ) !== \substr( $signature, 4 ) ) {
		return false;
	}
	return \sodium_crypto_sign_verify_detached( $bytes, $content, $public );
}

/** @param array<string, mixed> $item A document of ninjs 3, verified. */
function answer_to( array $item ): \WP_REST_Response {
	$uri     = (string) ( $item['uri'] ?? '' );
	$version = (int) ( $item['version'] ?? 0 );
	if ( '' === $uri || $version < 1 ) {
		return new \WP_REST_Response( new \stdClass(), 200 );
	}
	$lock = 'presswire_lock_' . \md5( $uri );
	if ( ! take_lock( $lock ) ) {
		return new \WP_REST_Response( new \stdClass(), 503, array( 'Retry-After' => '2' ) );
	}
	try {
		return reconcile( $uri, $version, $item );
	} finally {
		\delete_option( $lock );
	}
}

/** An option's name is unique in the database: of two requests at once one adds it. */
function take_lock( string $lock ): bool {
	$since = (int) \get_option( $lock, 0 );
	if ( $since > 0 && now() - $since > LOCK_SECONDS ) {
		\delete_option( $lock );
	}
	return \add_option( $lock, (string) now(), '', false );
}

/**
 * Carries out what is newer than what stands here, and says where it stands.
 *
 * @param array<string, mixed> $item
 */
function reconcile( string $uri, int $version, array $item ): \WP_REST_Response {
	$post_id = post_of( $uri );
	$held    = $post_id ? (int) \get_post_meta( $post_id, '_presswire_version', true ) : 0;
	$status  = (string) ( $item['pubStatus'] ?? '' );
	if ( $version > $held ) {
		$post_id = 'canceled' === $status ? take_down( $post_id, $uri ) : put( $post_id, $uri, $item );
		if ( \is_wp_error( $post_id ) ) {
			return new \WP_REST_Response( new \stdClass(), 500 );
		}
		// Last: whatever was cut off before is done again.
		\update_post_meta( $post_id, '_presswire_version', $version );
		$held = $version;
	}
	$answer = array( 'version' => $held );
	$state  = \get_post_status( $post_id );
	if ( 'publish' === $state ) {
		$answer['url'] = (string) \get_permalink( $post_id );
	} elseif ( 'trash' === $state ) {
		$answer['ack'] = 'removed';
	}
	return new \WP_REST_Response( $answer, 200 );
}

/** The post of a release, whatever its state; 0 for none. */
function post_of( string $uri ): int {
	$found = \get_posts(
		array(
			'post_type'        => 'post',
			'post_status'      => array( 'publish', 'draft', 'private', 'pending', 'future', 'trash' ),
			'meta_key'         => '_presswire_uri',
			'meta_value'       => $uri,
			'fields'           => 'ids',
			'numberposts'      => 1,
			'suppress_filters' => true,
		)
	);
	return (int) ( $found[0] ?? 0 );
}

/**
 * Trash, its picture too. What never was here leaves a note in the trash, so that an older event does not bring it back.
 *
 * @return int|\WP_Error
 */
function take_down( int $post_id, string $uri ) {
	if ( 0 === $post_id ) {
		$post    = array( 'post_title' => 'Presswire', 'post_status' => 'draft', 'post_type' => 'post' );
		$post_id = \wp_insert_post( $post, true );
		if ( \is_wp_error( $post_id ) ) {
			return $post_id;
		}
		\update_post_meta( $post_id, '_presswire_uri', \wp_slash( $uri ) );
	}
	remove_picture( $post_id );
	if ( 'trash' !== \get_post_status( $post_id ) && ! \wp_trash_post( $post_id ) ) {
		return new \WP_Error( 'presswire', 'The post could not be put into the trash.' );
	}
	return $post_id;
}

/**
 * Creates or replaces the post of a release.
 *
 * @param array<string, mixed> $item
 * @return int|\WP_Error
 */
function put( int $post_id, string $uri, array $item ) {
	$html  = text_of( $item, 'bodies', 'main' );
	$shown = 'usable' === ( $item['pubStatus'] ?? '' );
	$post  = array(
		'post_type'    => 'post',
		'post_title'   => \sanitize_text_field( text_of( $item, 'headlines', 'main' ) ),
		'post_content' => \wp_kses_post( $html ),
		'post_excerpt' => \sanitize_textarea_field( text_of( $item, 'descriptions', 'summary' ) ),
		// An advance copy waits as a draft for its own release.published; a test is shown to nobody.
		'post_status'  => $item['is_test'] ? 'private' : ( $shown ? 'publish' : 'draft' ),
	);
	if ( \defined( 'PRESSWIRE_AUTHOR' ) ) {
		$post['post_author'] = (int) \PRESSWIRE_AUTHOR;
	}
	$published = \strtotime( (string) ( $item['contentCreated'] ?? '' ) );
	if ( $published && $published <= now() ) {
		$post['post_date_gmt'] = \gmdate( 'Y-m-d H:i:s', $published );
		$post['post_date']     = \get_date_from_gmt( $post['post_date_gmt'] );
	}
	if ( $post_id > 0 && 'trash' === \get_post_status( $post_id ) ) {
		\wp_untrash_post( $post_id );
	}
	$saved = $post_id > 0
		? \wp_update_post( \wp_slash( array( 'ID' => $post_id ) + $post ), true )
		: \wp_insert_post( \wp_slash( $post + array( 'meta_input' => array( '_presswire_uri' => $uri ) ) ), true );
	if ( \is_wp_error( $saved ) ) {
		return $saved;
	}
	$note = text_of( $item, 'descriptions', 'correction' ) ?: text_of( $item, 'descriptions', 'note' );
	\update_post_meta( $saved, '_presswire_note', \wp_slash( \sanitize_textarea_field( $note ) ) );
	\update_post_meta( $saved, '_presswire_canonical', \wp_slash( \esc_url_raw( page_of( $item ), array( 'https', 'http' ) ) ) );
	put_picture( (int) $saved, picture_in( $html ), text_of( $item, 'descriptions', 'caption' ) );
	return (int) $saved;
}

/**
 * The value with a role in one of the lists of ninjs.
 *
 * @param array<string, mixed> $item
 */
function text_of( array $item, string $list, string $role ): string {
	foreach ( (array) ( $item[ $list ] ?? array() ) as $entry ) {
		if ( \is_array( $entry ) && $role === ( $entry['role'] ?? '' ) ) {
			return (string) ( $entry['value'] ?? '' );
		}
	}
	return '';
}

/** @param array<string, mixed> $item */
function page_of( array $item ): string {
	foreach ( (array) ( $item['renditions'] ?? array() ) as $entry ) {
		if ( \is_array( $entry ) && 'web' === ( $entry['name'] ?? '' ) ) {
			return (string) ( $entry['href'] ?? '' );
		}
	}
	return '';
}

/** The first picture of the text, by https. */
function picture_in( string $html ): string {
	$found = \preg_match( '/<img\b[^>]*\bsrc="(https:\/\/[^"]+)"/i', $html, $match );
	return $found ? \html_entity_decode( $match[1], ENT_QUOTES | ENT_HTML5, 'UTF-8' ) : '';
}

/** Removes the picture that this plugin put there, and no other one. */
function remove_picture( int $post_id ): void {
	if ( '' === \get_post_meta( $post_id, '_presswire_picture', true ) ) {
		return;
	}
	$picture = (int) \get_post_thumbnail_id( $post_id );
	\delete_post_thumbnail( $post_id );
	\delete_post_meta( $post_id, '_presswire_picture' );
	if ( $picture > 0 ) {
		\wp_delete_attachment( $picture, true );
	}
}

/** Copies the picture here once and puts it above the post. The text counts: a picture that cannot be had is left out. */
function put_picture( int $post_id, string $url, string $caption ): void {
	if ( '' !== $url && $url === \get_post_meta( $post_id, '_presswire_picture', true ) ) {
		return;
	}
	remove_picture( $post_id );
	// An address inside the network is refused.
	if ( '' === $url || ! \wp_http_validate_url( $url ) ) {
		return;
	}
	require_once ABSPATH . 'wp-admin/includes/media.php';
	require_once ABSPATH . 'wp-admin/includes/file.php';
	require_once ABSPATH . 'wp-admin/includes/image.php';
	$picture = \media_sideload_image( \esc_url_raw( $url ), $post_id, \sanitize_text_field( $caption ), 'id' );
	if ( \is_wp_error( $picture ) ) {
		return;
	}
	\set_post_thumbnail( $post_id, (int) $picture );
	\update_post_meta( $post_id, '_presswire_picture', \wp_slash( $url ) );
}

/** The page of the newsroom is the original; search engines are told so. */
function canonical_url( ?string $url, \WP_Post $post ): ?string {
	$canonical = (string) \get_post_meta( $post->ID, '_presswire_canonical', true );
	return '' === $canonical ? $url : \esc_url( $canonical );
}

/** What was corrected stands above the text. */
function with_note( string $content ): string {
	$note = (string) \get_post_meta( (int) \get_the_ID(), '_presswire_note', true );
	return '' === $note ? $content : '<p class="presswire-note"><strong>' . \esc_html( $note ) . "</strong></p>\n" . $content;
}
